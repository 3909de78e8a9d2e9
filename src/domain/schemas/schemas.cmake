# Sets KEMPELEN_SCHEMAS_SOURCE to a source file, made while configuring, with the .xsd files of this folder.
foreach(schema
  answer_key html_question external_question question_form question_form_answers formatted_content)
  set(file "${CMAKE_CURRENT_LIST_DIR}/${schema}.xsd")
  string(TOUPPER "KEMPELEN_${schema}_XSD" variable)
  file(READ "${file}" ${variable})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
endforeach()
set(KEMPELEN_SCHEMAS_SOURCE "${CMAKE_CURRENT_BINARY_DIR}/schemas.cc")
configure_file("${CMAKE_CURRENT_LIST_DIR}/schemas.cc.in" "${KEMPELEN_SCHEMAS_SOURCE}" @ONLY)
