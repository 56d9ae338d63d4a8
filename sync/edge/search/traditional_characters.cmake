# Writes the table behind han_folding.h: each character of the CJK blocks of three bytes in UTF-8
# (U+3400 to U+9FFF) that OpenCC's t2s rules turn into another such character, and that one.
#
# usage: cmake -DOPENCC=… -DOUTPUT=… -P traditional_characters.cmake

# One character a line, so that no rule for phrases applies.
set(characters)
foreach(high RANGE 227 233)
    foreach(middle RANGE 128 191)
        if(high EQUAL 227 AND middle LESS 144)
            continue()
        endif()
        foreach(low RANGE 128 191)
            string(ASCII ${high} ${middle} ${low} 10 line)
            string(APPEND characters "${line}")
        endforeach()
    endforeach()
endforeach()
file(WRITE ${OUTPUT}.in "${characters}")
execute_process(COMMAND ${OPENCC} -c t2s.json -i ${OUTPUT}.in -o ${OUTPUT}.out
    COMMAND_ERROR_IS_FATAL ANY)

file(READ ${OUTPUT}.in before HEX)
file(READ ${OUTPUT}.out after HEX)
set(hex "[0-9a-f]")
set(character "(e${hex}${hex}${hex}${hex}${hex}|f${hex}${hex}${hex}${hex}${hex}${hex}${hex})")
string(REGEX MATCHALL "${character}0a" before "${before}")
string(REGEX MATCHALL "${character}0a" after "${after}")
list(LENGTH before before_count)
list(LENGTH after after_count)
if(NOT before_count EQUAL after_count)
    message(FATAL_ERROR "OpenCC gave ${after_count} lines for ${before_count}")
endif()
set(rows)
foreach(from to IN ZIP_LISTS before after)
    if(NOT from STREQUAL to AND to MATCHES "^e")
        string(SUBSTRING ${from} 0 6 from)
        string(SUBSTRING ${to} 0 6 to)
        string(APPEND rows "    {0x${from}, 0x${to}},\n")
    endif()
endforeach()
file(WRITE ${OUTPUT} "// EventTime by sync/edge/search/traditional_characters.cmake with OpenCC's rules.
#include \"sync/edge/search/han_folding.h\"

namespace hall {

const std::vector<TraditionalCharacter>& traditional_characters() {
    static const std::vector<TraditionalCharacter> rows = {
${rows}    };
    return rows;
}

}  // namespace hall
")
