# Planted bugs: copies of product sources with one mistake each, made at build time and
# linked into a simulation of their own, which must find it. Nothing of this is in the
# product: no switch, no test build of a shipped program.
#
#   hall_planted_bug(NAME "3 10"
#       FILE sync/edge/agent/agent.cc FIND [[…]] REPLACE [[…]]
#       [FILE … FIND … REPLACE …])
#
# The numbers are the promises (promises.h) of which the simulation must find one broken.
# Each FIND must stand exactly once in its file: when the source changes, the bug must be
# planted anew.

function(hall_planted_bug name promises)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/bugs/${name})
    set(sources)
    # By number: as a list, the code's own semicolons would cut it apart.
    set(at 2)
    while(at LESS ARGC)
        foreach(part key file find_key find replace_key replace)
            set(${part} "${ARGV${at}}")
            math(EXPR at "${at} + 1")
        endforeach()
        if(NOT key STREQUAL FILE OR NOT find_key STREQUAL FIND OR NOT replace_key STREQUAL REPLACE)
            message(FATAL_ERROR "planted bug ${name}: expected FILE … FIND … REPLACE …")
        endif()
        set(output ${folder}/${file})
        # What the planted copy stands for must be a file of its own, or both would be linked.
        set_source_files_properties(${CMAKE_SOURCE_DIR}/${file} TARGET_DIRECTORY hall_edge
            hall_platform PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${file})
        if(output IN_LIST sources)
            file(READ ${output}.new text)
        else()
            file(READ ${CMAKE_SOURCE_DIR}/${file} text)
            list(APPEND sources ${output})
        endif()
        string(FIND "${text}" "${find}" first)
        string(FIND "${text}" "${find}" last REVERSE)
        if(first EQUAL -1 OR NOT first EQUAL last)
            message(FATAL_ERROR "planted bug ${name}: ${file} does not have exactly one of: ${find}")
        endif()
        string(REPLACE "${find}" "${replace}" text "${text}")
        file(WRITE ${output}.new "${text}")
    endwhile()
    foreach(output ${sources})
        file(COPY_FILE ${output}.new ${output} ONLY_IF_DIFFERENT)
    endforeach()
    add_executable(hall_sim_bug_${name} $<TARGET_OBJECTS:hall_sim_main> ${sources})
    target_link_libraries(hall_sim_bug_${name} PRIVATE hall_sim_world)
    target_precompile_headers(hall_sim_bug_${name} REUSE_FROM hall_sim_world)
    target_compile_options(hall_sim_bug_${name} PRIVATE -Wno-error -w -O1)
    add_test(NAME sim_finds_${name} COMMAND hall_sim_bug_${name} --find 500 "${promises}")
    set_tests_properties(sim_finds_${name} PROPERTIES LABELS sim TIMEOUT 300)
endfunction()
