# Writes the table behind word_counts.h from the dictionary of Debian's python3-jieba (MIT): lines
# "word count part-of-speech". Words of at most four characters that were counted often enough to
# tell homophones apart.
#
# usage: awk -f word_counts.awk dict.txt > word_counts.cc

BEGIN {
    print "// Made by kiosk/input/pinyin/word_counts.awk from the dictionary of jieba."
    print "#include \"kiosk/input/pinyin/word_counts.h\"\n"
    print "namespace hall::kiosk {\n"
    print "std::string_view word_counts() {"
    print "    return \"\""
}
# Bytes beyond ASCII only, whichever way this awk counts characters.
$2 >= 5 && $1 !~ /[ -~]/ && length($1) <= 12 { printf "        \"%s %d\\n\"\n", $1, $2 }
END { print "        ;\n}\n\n}  // namespace hall::kiosk" }
