# Run by `cmake --install`: puts the headers that users of the client library include, and every header of
# ours that these include, below <prefix>/include/kempelen. In this tree a header is named by its module
# ("model/field.h"); there by its full path (<kempelen/model/field.h>), so that no name of ours can be taken
# for one of the user's. The client's own headers stand at the top: <kempelen/client.h>.
cmake_minimum_required(VERSION 3.25)
set(to_do client/client.h client/questions.h client/answers.h)
set(done "")

# "client/error.h" to kempelen/error.h, "api/hits.h" to kempelen/api/hits.h.
function(kempelen_installed_name header result)
  string(REGEX REPLACE "^client/" "" name "${header}")
  set(${result} "kempelen/${name}" PARENT_SCOPE)
endfunction()

while(to_do)
  list(POP_FRONT to_do header)
  if(header IN_LIST done)
    continue()
  endif()
  list(APPEND done "${header}")
  file(READ "${KEMPELEN_SOURCES}/${header}" text)
  string(REGEX MATCHALL "#include \"[a-z_/]+\\.h\"" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "#include \"(.*)\"" "\\1" included "${include}")
    list(APPEND to_do "${included}")
    kempelen_installed_name("${included}" name)
    string(REPLACE "${include}" "#include <${name}>" text "${text}")
  endforeach()
  kempelen_installed_name("${header}" name)
  set(path "${CMAKE_INSTALL_PREFIX}/${KEMPELEN_INCLUDE_DIR}/${name}")
  message(STATUS "Installing: $ENV{DESTDIR}${path}")
  file(WRITE "$ENV{DESTDIR}${path}" "${text}")
  list(APPEND CMAKE_INSTALL_MANIFEST_FILES "${path}")
endwhile()
