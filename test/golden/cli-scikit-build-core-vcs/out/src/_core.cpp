#include <Python.h>

#include <memory>

namespace {

// Whether `str.splitlines` ends a line at `c`.
bool is_line_break(Py_UCS4 c)
{
    return (c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Whether `str.split` ends a word at `c`.
bool is_space(Py_UCS4 c)
{
    return is_line_break(c) || c == '\t' || c == ' ' || c == 0x1f || c == 0xa0 || c == 0x1680 ||
        (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000;
}

struct Counts {
    Py_ssize_t lines = 0;
    Py_ssize_t words = 0;
};

// Counts the lines and words of a text that ends with a null character after `length` others.
Counts count(const Py_UCS4 *text, Py_ssize_t length)
{
    Counts counts;
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

struct Free {
    void operator()(Py_UCS4 *memory) const { PyMem_Free(memory); }
};

PyObject *py_count(PyObject *, PyObject *args)
{
    PyObject *text = nullptr;
    if (!PyArg_ParseTuple(args, "U:count", &text)) {
        return nullptr;
    }
    const std::unique_ptr<Py_UCS4[], Free> characters(PyUnicode_AsUCS4Copy(text));
    if (!characters) {
        return nullptr;
    }
    const Py_ssize_t length = PyUnicode_GetLength(text);
    const Counts counts = count(characters.get(), length);
    return Py_BuildValue("nnn", counts.lines, counts.words, length);
}

PyMethodDef functions[] = {
    {"count", py_count, METH_VARARGS, "Count the lines, words and characters of a text."},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_core", nullptr, 0, functions, nullptr, nullptr, nullptr, nullptr,
};

} // namespace

PyMODINIT_FUNC PyInit__core()
{
    return PyModuleDef_Init(&definition);
}
