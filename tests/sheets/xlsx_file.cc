#include "tests/sheets/xlsx_file.h"

#include <zip.h>

#include <algorithm>

#include "sync/core/check.h"

namespace hall::test {

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts,
                   const ZipOptions& options) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    CHECK(target != nullptr);
    zip_source_keep(target);
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    CHECK(archive != nullptr);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        CHECK(index >= 0);
        if (!options.password.empty()) {
            CHECK(zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                          options.password.c_str()) == 0);
        }
    }
    CHECK(zip_close(archive) == 0);
    CHECK(zip_source_open(target) == 0);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    const zip_int64_t read = zip_source_read(target, bytes.data(), bytes.size());
    CHECK(read == static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    return bytes;
}

std::string xml_text(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '<') {
            escaped += "&lt;";
        } else if (c == '&') {
            escaped += "&amp;";
        } else {
            escaped += c;
        }
    }
    return escaped;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    }
    return letters;
}

std::string xlsx_row(std::size_t line, const std::vector<std::string>& cells,
                     std::string_view row_attributes) {
    std::string row =
        "<row r=\"" + std::to_string(line) + "\" " + std::string(row_attributes) + ">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].empty()) continue;
        const std::string reference = column_letters(i) + std::to_string(line);
        const bool number = cells[i].find_first_not_of("0123456789.-") == std::string::npos &&
                            std::count(cells[i].begin(), cells[i].end(), '-') <= 1 &&
                            cells[i].find('-', 1) == std::string::npos;
        row += number ? "<c r=\"" + reference + "\"><v>" + cells[i] + "</v></c>"
                      : "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + xml_text(cells[i]) +
                            "</t></is></c>";
    }
    return row + "</row>";
}

std::vector<std::pair<std::string, std::string>> xlsx_parts(
    const std::vector<XlsxSheet>& sheets, const std::vector<std::string>& shared_strings) {
    const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
    const std::string main = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
    std::vector<std::pair<std::string, std::string>> parts;
    parts.emplace_back("[Content_Types].xml", head + "<Types/>");
    std::string names;
    std::string relations;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string id = std::to_string(i + 1);
        names += "<sheet name=\"" + xml_text(sheets[i].name) + "\" sheetId=\"" + id + "\"" +
                 (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") +
                 " r:id=\"rId" + id + "\"/>";
        relations += "<Relationship Id=\"rId" + id +
                     "\" Type=\"worksheet\" Target=\"worksheets/sheet" + id + ".xml\"/>";
        parts.emplace_back(
            "xl/worksheets/sheet" + id + ".xml",
            head + "<worksheet " + main + "><sheetData>" + sheets[i].rows + "</sheetData>" +
                (sheets[i].merged.empty() ? ""
                                          : "<mergeCells>" + sheets[i].merged + "</mergeCells>") +
                "</worksheet>");
    }
    parts.emplace_back(
        "xl/workbook.xml",
        head + "<workbook " + main +
            R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>)" +
            names + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels",
                       head + "<Relationships>" + relations + "</Relationships>");
    parts.emplace_back(
        "xl/styles.xml",
        head + "<styleSheet " + main +
            R"(><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>)"
            R"(<numFmt numFmtId="177" formatCode="0!.0,"/></numFmts>)"
            R"(<fonts><font><sz val="11"/></font><font><color rgb="FFFF0000"/></font></fonts>)"
            R"(<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>)"
            R"(<xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="0" fontId="1"/>)"
            R"(<xf numFmtId="4" fontId="0"/><xf numFmtId="176" fontId="0"/><xf numFmtId="177" fontId="0"/>)"
            "</cellXfs></styleSheet>");
    if (!shared_strings.empty()) {
        std::string strings;
        for (const std::string& text : shared_strings) {
            strings += "<si><t>" + xml_text(text) + "</t></si>";
        }
        parts.emplace_back("xl/sharedStrings.xml",
                           head + "<sst " + main + ">" + strings + "</sst>");
    }
    return parts;
}

std::string xlsx_of(const std::vector<XlsxSheet>& sheets) {
    return zip_of(xlsx_parts(sheets));
}

XlsxSheet xlsx_sheet(const std::vector<std::vector<std::string>>& grid) {
    XlsxSheet sheet;
    std::size_t width = 1;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        sheet.rows += xlsx_row(i + 1, grid[i]);
        width = std::max(width, grid[i].size());
    }
    sheet.merged = "<mergeCell ref=\"A1:" + column_letters(width - 1) + "1\"/>";
    return sheet;
}

}  // namespace hall::test
