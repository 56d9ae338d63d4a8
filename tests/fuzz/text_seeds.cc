// Seeds for rules, texts and what people type; documents are those of the demonstration.

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/wire/document.h"
#include "tests/fuzz/seeds.h"

namespace hall::fuzz {

namespace {

namespace fs = std::filesystem;
using Seeds = std::vector<std::string>;

// The demonstration's documents, sorted by file.
std::vector<Json> demo_documents() {
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(HALL_SOURCE_DIR "/assets/demo")) {
        if (entry.path().extension() == ".json") files.insert(entry.path());
    }
    std::vector<Json> documents;
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        const Json read = parse_json(text.str()).value();
        documents.insert(documents.end(), read.begin(), read.end());
    }
    return documents;
}

// One of each type, as a line of a segment.
Seeds document_lines() {
    std::map<std::string, std::string> by_type;
    for (const Json& demo : demo_documents()) {
        Document document;
        document.id = string_member(demo, "id").value();
        document.type = string_member(demo, "type").value();
        document.at = "2026-11-23T09:00:00Z";
        document.body = demo["body"];
        by_type.emplace(document.type, line_of(document));
    }
    Seeds lines;
    for (const auto& [type, line] : by_type) lines.push_back(line);
    lines.push_back(
        R"({"at":"2026-11-23T09:00:00Z","body":{"poll_s":300,"idle_warn_s":45,"idle_wipe_s":65,)"
        R"("heartbeat_s":21600,"help_phone":"0838-5100110","help_text":"叫人帮忙",)"
        R"("receipt_keys":[],"seal_keys":[]},"id":"settings","rev":1,"type":"settings"})");
    lines.push_back(
        R"({"at":"2026-11-23T09:00:00Z","body":{"county":"广汉市","towns":[{"code":"510681113",)"
        R"("name":"松林镇","villages":[{"code":"510681113205","name":"滴水村","kind":"village"}]}]},)"
        R"("id":"places","rev":1,"type":"place"})");
    lines.push_back(R"({"gone":true,"id":"notice-1","rev":8})");
    return lines;
}

Seeds tables() {
    Seeds tables;
    for (const Json& demo : demo_documents()) {
        if (demo["type"] == "disclosure" && tables.size() < 12)
            tables.push_back(json_line(demo["body"]));
    }
    return tables;
}

constexpr std::string_view small_form =
    R"({"version":2,"title":"申请","kind":"request","to":"county","result":"7个工作日内答复",)"
    R"("schema":{"type":"object","additionalProperties":false,"required":["who","phone"],)"
    R"("properties":{"who":{"type":"string","enum":["self","other"]},)"
    R"("phone":{"type":"string","maxLength":20},)"
    R"("needs":{"type":"array","items":{"type":"string","enum":["meals","care"]}},)"
    R"("people":{"type":"integer","minimum":1,"maximum":12},)"
    R"("income":{"type":"number","minimum":0,"maximum":100000},)"
    R"("alone":{"type":"boolean"},"since":{"type":"string","maxLength":10}}},)"
    R"("pages":[{"title":"给谁办？","fields":["who"]},)"
    R"({"title":"电话？","fields":["phone"],"show_if":[{"field":"who","is":["self","other"]}]},)"
    R"({"title":"家里","fields":["people","income","alone","needs","since"]}],)"
    R"("fields":{"who":{"label":"给谁办","control":"choice","choices":{"self":"自己","other":"别人"}},)"
    R"("phone":{"label":"电话","control":"phone","personal":true},)"
    R"("needs":{"label":"要什么","control":"choices","choices":{"meals":"送餐","care":"照料"}},)"
    R"("people":{"label":"几口人","control":"count"},"income":{"label":"收入","control":"money"},)"
    R"("alone":{"label":"一个人","control":"yes_no"},"since":{"label":"从哪天","control":"date"}}})";

Seeds forms() {
    const std::string answers =
        "who=self\nphone=13812345678\nneeds=meals|care\npeople=3\nincome=12000.50\n"
        "alone=no\nsince=2026-10-01";
    Seeds forms = {std::string(small_form) + '\0' + answers};
    for (const Json& demo : demo_documents()) {
        if (demo["type"] != "service" || !demo["body"].contains("form")) continue;
        forms.push_back(json_line(demo["body"]["form"]) + '\0' + answers);
        if (forms.size() > 3) break;
    }
    return forms;
}

Seeds markdown() {
    Seeds texts = {
        "# 标题\n\n一段 **重要** 的话\n\n- 一\n  - 二\n1. 三\n\n> 引\n\n---\n\n"
        "| 项目 | 元 |\n|---|--:|\n| 鱼塘 | 48000 |\n| a | b | c |\n",
        "&amp; &#8212; &#x5E7F; <b>html</b> ![图](a.png) [字](http://x) `code` \\*\n",
        "\xE2\x80\xAE\xE2\x81\xA6\xEF\xBB\xBF\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9 "
        "a\xCC\x81"};
    for (const Json& demo : demo_documents()) {
        if (demo["type"] == "article" && texts.size() < 6) texts.push_back(demo["body"]["text"]);
    }
    return texts;
}

Seeds patterns() {
    const auto with = [](std::string_view pattern, std::string_view text) {
        return std::string(pattern) + '\0' + std::string(text);
    };
    return {with("^(A+)+$", "AAAAX"),         with("^[0-9]{17}[0-9Xx]$", "110105194912310021"),
            with("^([0-9]+-?)+$", "0189"),    with(R"(^\d{3,4}-?\d{7,8}$)", "0838-5550110"),
            with("[^]A|B*?C{2}", "ABCC"),     with(R"(^[\s\S\-]+\b(?<a>X|Y)?$)", "X0"),
            with("^[一-龥]{2,4}$", "周福贵"), with(R"(\u4e00|\x41|\cJ|\p{L}|[[:a])", "A")};
}

Seeds personal_texts() {
    return {"周福贵，身份证号11010519491231002X，电话138 1234 5678",
            "6222 6002 6000 1072 444，凭证号110105194912310021",
            "村民周福贵患肝癌，住院",
            "１１０１０５１９４９１２３１００２Ｘ",
            "周*贵",
            "欧阳明"};
}

Seeds json_texts() {
    return {R"({"a":[1,-2.5e3,true,null,"\u5e7f\ud83d\ude00"],"b":{"c":9007199254740992}})",
            R"([[[[]]],{"":""},"\"\\\/\b\f\n\r\t"])", "0.1", "\"x\"",
            R"({"signed":{"version":1,"expires":"2027-01-01T00:00:00Z"},"signatures":[]})"};
}

}  // namespace

std::vector<std::string> text_seeds_of(std::string_view entry) {
    static const std::map<std::string_view, std::function<Seeds()>> makers = {
        {"document", document_lines},
        {"table", tables},
        {"form", forms},
        {"markdown", markdown},
        {"json", json_texts},
        {"pattern", patterns},
        {"privacy", personal_texts},
        {"search",
         [] {
             return Seeds{"猪仔拉稀怎么治", "稻温病", "我家猪 abc 123", "\"near\" AND (OR) NOT *",
                          "ＡＢＣ１２３",   "打药",   "水稻 猪"};
         }},
        {"amounts",
         [] {
             return Seeds{"24,600.00",
                          "-3.5",
                          "100000000000000.00",
                          "2026-11-23",
                          "2026-11-23T09:00:00Z",
                          "13812345678",
                          "0838-5100110",
                          "110105184912310021",
                          "贰万"};
         }},
        {"encoding",
         [] {
             return Seeds{base64_of("village hall"), base64_of("x"), hex_of("village"),
                          "村 \xF0\x9F\x91\xA8 a\xCC\x81", "\xED\xA0\x80\xC0\x80\xF5"};
         }},
    };
    const auto maker = makers.find(entry);
    return maker == makers.end() ? Seeds{} : maker->second();
}

}  // namespace hall::fuzz
