# Writes the table behind grapheme.h from the Unicode character database: the property
# Grapheme_Cluster_Break, and Extended_Pictographic of the emoji data. The syllables of Hangul
# (LV, LVT) are left out: they follow from their numbers.
#
# usage: awk -f grapheme_table.awk GraphemeBreakProperty.txt emoji-data.txt > grapheme_table.cc

BEGIN {
    print "// Made by kiosk/input/grapheme_table.awk from the Unicode character database."
    print "#include \"kiosk/input/grapheme.h\"\n"
    print "namespace hall::kiosk {\n"
    print "std::span<const GraphemeRange> grapheme_ranges() {"
    print "    static const GraphemeRange ranges[] = {"
}
/^[0-9A-F]/ {
    split($0, field, /[;#]/)
    gsub(/ /, "", field[1])
    gsub(/ /, "", field[2])
    if (field[2] ~ /^(CR|LF|Control|Extend|ZWJ|Regional_Indicator|Prepend|SpacingMark|L|V|T|Extended_Pictographic)$/) {
        count = split(field[1], ends, /\.\./)
        last = count > 1 ? ends[2] : ends[1]
        printf "        {0x%s, 0x%s, GraphemeKind::%s},\n", ends[1], last, tolower(field[2])
    }
}
END { print "    };\n    return ranges;\n}\n\n}  // namespace hall::kiosk" }
