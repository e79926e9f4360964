#include <Python.h>

#include <stdbool.h>

// Whether `str.splitlines` ends a line at `c`.
static bool is_line_break(Py_UCS4 c)
{
    return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Whether `str.split` ends a word at `c`.
static bool is_space(Py_UCS4 c)
{
    return is_line_break(c) || c == '\t' || c == ' ' || c == 0x1f || c == 0xa0 || c == 0x1680 ||
        (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000;
}

struct counts {
    Py_ssize_t lines;
    Py_ssize_t words;
};

// Counts the lines and words of a text that ends with a null character after `length` others.
static struct counts count(const Py_UCS4 *text, Py_ssize_t length)
{
    struct counts counts = {0, 0};
    bool in_line = false;
    bool in_word = false;
    for (Py_ssize_t i = 0; i < length; ++i) {
        const Py_UCS4 c = text[i];
        in_line = !is_line_break(c) || (c == '\r' && text[i + 1] == '\n');
        counts.lines += in_line ? 0 : 1;
        counts.words += !in_word && !is_space(c) ? 1 : 0;
        in_word = !is_space(c);
    }
    counts.lines += in_line ? 1 : 0;
    return counts;
}

static PyObject *py_count(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *text = NULL;
    if (!PyArg_ParseTuple(args, "U:count", &text)) {
        return NULL;
    }
    Py_UCS4 *characters = PyUnicode_AsUCS4Copy(text);
    if (characters == NULL) {
        return NULL;
    }
    const Py_ssize_t length = PyUnicode_GetLength(text);
    const struct counts counts = count(characters, length);
    PyMem_Free(characters);
    return Py_BuildValue("nnn", counts.lines, counts.words, length);
}

static PyMethodDef functions[] = {
    {"count", py_count, METH_VARARGS, "Count the lines, words and characters of a text."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_core",
    .m_methods = functions,
};

PyMODINIT_FUNC PyInit__core(void)
{
    return PyModuleDef_Init(&definition);
}
