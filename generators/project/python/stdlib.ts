/** The names of current and former standard library modules. */

/**
 * The top-level modules of every CPython from 2.6 to 3.15, in lower case. On at least one of these versions a project
 * of the same name cannot be imported, and PyPI refuses all these names. The sources are the PyPI package stdlib-list
 * 0.12 (2.6 to 3.14), sys.stdlib_module_names and PEP 799 (profiling).
 */
const NAMES = `
  _ _abc abc _abcoll aepack aetools aetypes aifc _aix_support al _android_support annotationlib antigravity
  anydbm _apple_support applesingle argparse array _ast ast _ast_unparse asynchat _asyncio asyncio asyncore
  atexit audiodev audioop autogil base64 basehttpserver bastion bdb binascii binhex _bisect bisect _blake2
  _bootlocale _bootsubprocess _bsddb bsddb buildtools builtins _bz2 bz2 calendar canvas carbon cd cfmfile
  cgi cgihttpserver cgitb chunk cmath cmd code _codecs codecs _codecs_cn _codecs_hk _codecs_iso2022
  _codecs_jp _codecs_kr _codecs_tw codeop _collections collections _collections_abc _colorize colorpicker
  colorsys commands _compat_pickle compileall compiler _compression compression concurrent configparser
  contextlib _contextvars contextvars cookie cookielib copy copy_reg copyreg cpickle cprofile _crypt crypt
  cstringio _csv csv _ctypes ctypes _ctypes_test _curses curses _curses_panel dataclasses _datetime datetime
  dbhash _dbm dbm _decimal decimal device dialog difflib dircache dis distutils dl doctest docxmlrpcserver
  dumbdbm _dummy_thread dummy_thread dummy_threading easydialogs _elementtree email encodings ensurepip enum
  errno exceptions faulthandler fcntl filecmp filedialog fileinput findertools fixtk fl flp fm fnmatch
  formatter fpectl fpformat fractions framework _frozen_importlib _frozen_importlib_external ftplib
  _functools functools future_builtins gc _gdbm gdbm genericpath gensuitemodule getopt getpass gettext gl
  glob graphlib grp gzip _hashlib hashlib _heapq heapq _hmac hmac _hotshot hotshot html htmlentitydefs
  htmllib htmlparser http httplib ic icopen idlelib ihooks imageop imaplib imgfile imghdr _imp imp importlib
  imputil inspect _interpchannels _interpqueues _interpreters _io io _ios_support ipaddress itertools jpeg
  _json json keyword lib lib2to3 linecache linuxaudiodev _locale locale logging _lsprof _lwpcookiejar _lzma
  lzma macerrors macos macostools macpath macresource macurl2path mailbox mailcap _markupbase markupbase
  marshal math _md5 md5 mhlib mimetools mimetypes mimewriter mimify miniaeframe mmap modulefinder
  _mozillacookiejar _msi msilib msvcrt _multibytecodec multifile _multiprocessing multiprocessing mutex nav
  netrc new nis nntplib nt ntpath nturl2path numbers _opcode opcode _opcode_metadata _operator operator
  optparse os os2emxpath ossaudiodev _osx_support _overlapped parser pathlib pdb _peg_parser _pickle pickle
  pickletools pipes pixmapwrapper pkgutil platform plistlib popen2 poplib posix posixfile posixpath
  _posixshmem _posixsubprocess pprint profile profiling pstats pty pwd _py_abc py_compile _py_warnings
  pyclbr _pydatetime _pydecimal pydoc pydoc_data pyexpat _pyio _pylong _pyrepl _queue queue quopri _random
  random re readline _remote_debugging repr reprlib resource rexec rfc822 rlcompleter robotparser runpy
  sched _scproxy scrolledtext secrets select selectors sets sgmllib _sha sha _sha1 _sha2 _sha256 _sha3
  _sha512 shelve shlex shutil _signal signal simpledialog simplehttpserver simplexmlrpcserver site
  _sitebuiltins smtpd smtplib sndhdr _socket socket socketserver spwd _sqlite3 sqlite3 _sre sre sre_compile
  sre_constants sre_parse _ssl ssl _stat stat _statistics statistics statvfs _string string stringio
  stringold stringprep strop _strptime _struct struct subprocess _suggestions sunau sunaudio sunaudiodev
  symbol _symtable symtable sys _sysconfig sysconfig _sysconfigdata syslog tabnanny tarfile telnetlib
  tempfile termios test _testbuffer _testcapi _testimportmultiple _testinternalcapi _testmultiphase textwrap
  this _thread thread threading _threading_local time timeit tix tkcolorchooser tkcommondialog tkconstants
  tkdnd tkfiledialog tkfont _tkinter tkinter tkmessagebox tksimpledialog toaiff token _tokenize tokenize
  tomllib trace traceback _tracemalloc tracemalloc ttk tty turtle turtledemo _types types _typing typing
  unicodedata unittest urllib urllib2 urlparse user userdict userlist userstring uu _uuid uuid venv
  videoreader w _warnings warnings wave _weakref weakref _weakrefset webbrowser whichdb _winapi _winreg
  winreg winsound _wmi wsgiref xdrlib xml xmllib xmlrpc xmlrpclib xxlimited _xxsubinterpreters xxsubtype
  _xxtestfuzz zipapp zipfile zipimport zlib _zoneinfo zoneinfo _zstd
`;

const known = new Set(NAMES.trim().split(/\s+/));

/** @param module an import name, in any case */
export const isStandardModule = (module: string): boolean => known.has(module.toLowerCase());
