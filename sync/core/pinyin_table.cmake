# Writes the table behind pinyin_readings.h from the Unicode Han database (Unicode annex 38): of
# each character the readings without tones, the usual one first. kMandarin says which is usual;
# kTGHZ2013 (通用规范汉字字典) and kHanyuPinlu (counted readings) say which others are in use, and
# the first also which characters are standard ones (通用规范汉字表, 2013). A character
# of names that stands in the database without a reading is given below.
#
# usage: cmake -DREADINGS=…/Unihan_Readings.txt[.bz2|.gz] -DOUTPUT=… -P pinyin_table.cmake

set(text ${OUTPUT}.in)
if(READINGS MATCHES "\\.bz2$")
    execute_process(COMMAND bzip2 -dc ${READINGS} OUTPUT_FILE ${text} COMMAND_ERROR_IS_FATAL ANY)
elseif(READINGS MATCHES "\\.gz$")
    execute_process(COMMAND gzip -dc ${READINGS} OUTPUT_FILE ${text} COMMAND_ERROR_IS_FATAL ANY)
else()
    configure_file(${READINGS} ${text} COPYONLY)
endif()

file(STRINGS ${text} lines ENCODING UTF-8 REGEX "\t(kMandarin|kTGHZ2013|kHanyuPinlu)\t")
foreach(pair IN ITEMS
        ā=a á=a ǎ=a à=a ē=e é=e ě=e è=e ế=e ề=e ê=e ī=i í=i ǐ=i ì=i ō=o ó=o ǒ=o ò=o
        ū=u ú=u ǔ=u ù=u ǖ=v ǘ=v ǚ=v ǜ=v ü=v ń=n ň=n ǹ=n ḿ=m)
    string(REPLACE "=" ";" pair "${pair}")
    list(GET pair 0 marked)
    list(GET pair 1 plain)
    string(REPLACE "${marked}" "${plain}" lines "${lines}")
endforeach()

# 𠮷, a form of 吉 in names.
list(APPEND lines "U+20BB7\tkMandarin\tji")

set(characters)
foreach(line IN LISTS lines)
    if(NOT line MATCHES "^U\\+([0-9A-F]+)\t(k[A-Za-z0-9]+)\t(.*)$")
        continue()
    endif()
    set(character ${CMAKE_MATCH_1})
    set(field ${CMAKE_MATCH_2})
    string(REGEX MATCHALL "[a-z]+" readings "${CMAKE_MATCH_3}")
    if(NOT DEFINED known_${character})
        set(known_${character} "")
        list(APPEND characters ${character})
    endif()
    if(field STREQUAL "kMandarin")
        list(GET readings 0 usual)
        set(usual_${character} ${usual})
    else()
        list(APPEND known_${character} ${readings})
        if(field STREQUAL "kTGHZ2013")
            set(standard_${character} 1)
        endif()
    endif()
endforeach()

set(syllables)
# 地 is a particle more often than the ground, but not in what people look for.
set(usual_5730 di)
foreach(character IN LISTS characters)
    set(readings ${usual_${character}} ${known_${character}})
    list(REMOVE_DUPLICATES readings)
    foreach(reading IN LISTS readings)
        # Interjections without a vowel (嗯 n, 呣 m) are typed by nobody.
        if(reading MATCHES "[aeiouv]" AND NOT DEFINED seen_${reading})
            set(seen_${reading} 1)
            list(APPEND syllables ${reading})
        endif()
    endforeach()
    set(readings_${character} ${readings})
endforeach()
list(SORT syllables)
set(index 0)
set(names)
foreach(syllable IN LISTS syllables)
    set(index_${syllable} ${index})
    math(EXPR index "${index} + 1")
    string(APPEND names "    \"${syllable}\",\n")
endforeach()

# By code point: all have four digits, or five from U+20000 on.
list(REMOVE_DUPLICATES characters)
set(short ${characters})
list(FILTER short INCLUDE REGEX "^....$")
set(long ${characters})
list(FILTER long EXCLUDE REGEX "^....$")
list(SORT short)
list(SORT long)
set(characters ${short} ${long})
set(rows)
foreach(character IN LISTS characters)
    set(flag)
    if(standard_${character})
        set(flag " | standard")
    endif()
    foreach(reading IN LISTS readings_${character})
        if(DEFINED index_${reading})
            string(APPEND rows "    0x${character} << 10 | ${index_${reading}}${flag},\n")
        endif()
    endforeach()
endforeach()
file(WRITE ${OUTPUT} "// Made by sync/core/pinyin_table.cmake from the Unicode Han database.
#include \"sync/core/pinyin_readings.h\"

namespace hall {

namespace {

constexpr std::uint32_t standard = 1U << 9;

const std::string_view names[] = {
${names}};

constexpr std::uint32_t rows[] = {
${rows}};

}  // namespace

std::span<const std::string_view> pinyin_syllables() {
    return names;
}

std::span<const std::uint32_t> pinyin_rows() {
    return rows;
}

}  // namespace hall
")
file(REMOVE ${text})
