# kempelen_module(NAME <name> SOURCES <files…> [DEPENDS <modules…>] [LIBRARIES <targets…>]
#                 [IN_CLIENT_LIBRARY])
#
# Declares the static library `kempelen_<name>` for the folder it is called from. DEPENDS must be a subset of
# what tools/layers.toml allows for the module; anything else stops the configuration with the line to change.
# IN_CLIENT_LIBRARY says that its objects also go into the shared library of src/client, and hence must be
# able to be loaded anywhere; they keep what a function calls in one piece, as in a program.
file(READ "${PROJECT_SOURCE_DIR}/tools/layers.toml" KEMPELEN_LAYERS)

function(kempelen_allowed_dependencies name result)
  if(KEMPELEN_LAYERS MATCHES "\n${name} *= *\\[([^]]*)\\]")
    string(REGEX MATCHALL "[a-z]+" allowed "${CMAKE_MATCH_1}")
    set(${result} "${allowed}" PARENT_SCOPE)
    return()
  endif()
  message(FATAL_ERROR "Module '${name}' is not listed in tools/layers.toml; add it there first.")
endfunction()

function(kempelen_module)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "IN_CLIENT_LIBRARY" "NAME" "SOURCES;DEPENDS;LIBRARIES")
  kempelen_allowed_dependencies(${ARG_NAME} allowed)
  foreach(dependency IN LISTS ARG_DEPENDS)
    if(NOT dependency IN_LIST allowed)
      message(FATAL_ERROR "Module '${ARG_NAME}' may not depend on '${dependency}': see tools/layers.toml.")
    endif()
  endforeach()
  add_library(kempelen_${ARG_NAME} STATIC ${ARG_SOURCES})
  target_include_directories(kempelen_${ARG_NAME} PUBLIC "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(kempelen_${ARG_NAME} PUBLIC kempelen_options)
  foreach(dependency IN LISTS ARG_DEPENDS)
    target_link_libraries(kempelen_${ARG_NAME} PUBLIC kempelen_${dependency})
  endforeach()
  target_link_libraries(kempelen_${ARG_NAME} PUBLIC ${ARG_LIBRARIES})
  if(ARG_IN_CLIENT_LIBRARY)
    set_target_properties(kempelen_${ARG_NAME} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_compile_options(kempelen_${ARG_NAME} PRIVATE
      -fno-semantic-interposition -ffunction-sections -fdata-sections)
  endif()
endfunction()

# kempelen_test(NAME <target> SOURCES <files…> LIBRARIES <targets…> [LABELS <labels…>] [TIMEOUT <seconds>])
#
# One GoogleTest executable, registered with CTest as one test (its own output names the cases).
function(kempelen_test)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "NAME;TIMEOUT" "SOURCES;LIBRARIES;LABELS")
  if(NOT KEMPELEN_TESTS)
    return()
  endif()
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_LIBRARIES} GTest::gtest GTest::gmock GTest::gtest_main)
  target_include_directories(${ARG_NAME} PRIVATE "${PROJECT_SOURCE_DIR}")
  # Only files that ask where the sources are get told: everything else compiles the same in every checkout,
  # so that the compiler cache serves them all.
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(path "${source}" ABSOLUTE)
    file(STRINGS "${path}" asks REGEX KEMPELEN_SOURCE_DIR LIMIT_COUNT 1)
    if(asks)
      set_property(SOURCE "${source}" APPEND PROPERTY COMPILE_DEFINITIONS
        KEMPELEN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    endif()
  endforeach()
  add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set_tests_properties(${ARG_NAME} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()
