# Runs when the server is installed: man pages and completions, written by KEMPELEN_PROGRAM, under the prefix.
set(prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")

message(STATUS "Installing man pages: ${prefix}/${KEMPELEN_MAN_DIR}/man1")
execute_process(
  COMMAND "${KEMPELEN_PROGRAM}" manual --directory "${prefix}/${KEMPELEN_MAN_DIR}/man1"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

# Where each shell looks.
set(bash "bash-completion/completions/kempelen")
set(zsh "zsh/site-functions/_kempelen")
set(fish "fish/vendor_completions.d/kempelen.fish")
foreach(shell IN ITEMS bash zsh fish)
  set(file "${prefix}/${KEMPELEN_DATA_DIR}/${${shell}}")
  message(STATUS "Installing: ${file}")
  get_filename_component(directory "${file}" DIRECTORY)
  file(MAKE_DIRECTORY "${directory}")
  execute_process(
    COMMAND "${KEMPELEN_PROGRAM}" completion ${shell}
    OUTPUT_FILE "${file}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
