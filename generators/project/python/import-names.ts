/** Modules of the locked packages, except those that equal the name of a package. Made by `npm run pins`: do not edit. */
export const importNames: ReadonlySet<string> = new Set(
  `_cffi_backend
_distutils_hack
_pytest
backports
boolean
cyclonedx
jaraco
markdown_it
mesonbuild
mesonpy
mypyc
packageurl
packaging_legacy_version
pdm
pkg_resources
poetry
py
win32ctypes`.split('\n'),
);
