hall_bench(disclosure SOURCES ${CMAKE_SOURCE_DIR}/tests/sheets/village_tables.cc
    ${CMAKE_SOURCE_DIR}/tests/sheets/labelled_texts.cc ${CMAKE_SOURCE_DIR}/tests/sheets/xlsx_file.cc
    LIBRARIES hall_rules hall_sheets PkgConfig::LIBZIP)
