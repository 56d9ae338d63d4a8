// The tables of document types, event kinds and matters beside what else names them: the
// schemas, their description, and the code that might compare a name by itself.

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sync/rules/matters.h"
#include "sync/wire/document_types.h"
#include "sync/wire/event_kinds.h"
#include "tests/catch.h"

using namespace hall;

namespace {

namespace fs = std::filesystem;

const fs::path root = HALL_SOURCE_DIR;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

using Names = std::set<std::string>;

// "rating_result has no schema": one line for each name that the other set has not.
std::string missing(const Names& names, const Names& others, const std::string& what) {
    std::string lines;
    for (const std::string& name : names) {
        if (others.count(name) == 0) lines.append("\n  " + name + " " + what);
    }
    return lines;
}

Names names_of_types() {
    Names names;
    for (const DocumentTypeRow& row : document_types) names.emplace(row.name);
    return names;
}

Names names_of_schemas() {
    Names names;
    for (const auto& entry : fs::directory_iterator(root / "assets/schema")) {
        if (entry.path().extension() == ".json") names.insert(entry.path().stem().string());
    }
    return names;
}

// What the schema of a service lets a form say of itself.
Names choices_of_form(const char* member) {
    const Json schema = VALUE(parse_json(text_of(root / "assets/schema/service.json")));
    Names names;
    for (const Json& name : schema["definitions"]["form"]["properties"][member]["enum"]) {
        names.insert(name.get<std::string>());
    }
    REQUIRE_FALSE(names.empty());
    return names;
}

}  // namespace

TEST_CASE("every schema has a row among the document types, and every row a schema") {
    const Names types = names_of_types();
    const Names schemas = names_of_schemas();
    REQUIRE(missing(schemas, types, "has no row in sync/wire/document_types.h") == "");
    REQUIRE(missing(types, schemas, "has no schema in assets/schema") == "");
}

TEST_CASE("every document type is described beside its schema") {
    const std::string described = text_of(root / "assets/schema/README.md");
    Names found;
    for (const std::string& name : names_of_types()) {
        if (described.find("\n| " + name + " |") != std::string::npos) found.insert(name);
    }
    REQUIRE(missing(names_of_types(), found, "has no line in assets/schema/README.md") == "");
}

TEST_CASE("a type that stands in a column must say in which, and no other does") {
    for (const DocumentTypeRow& row : document_types) {
        INFO(row.name);
        const fs::path file = root / "assets/schema" / (std::string(row.name) + ".json");
        const Json schema = VALUE(parse_json(text_of(file)));
        const bool placed = schema["properties"].contains("column");
        REQUIRE(placed == (row.stands == Stands::in_a_column));
    }
}

TEST_CASE("what is searched of a document is in its schema") {
    const auto resolved = [](const Json& schema, Json node) {
        const auto reference = node.find("$ref");
        if (reference == node.end()) return node;
        return schema[Json::json_pointer(reference->get<std::string>().substr(1))];
    };
    for (const DocumentTypeRow& row : document_types) {
        const fs::path file = root / "assets/schema" / (std::string(row.name) + ".json");
        const Json schema = VALUE(parse_json(text_of(file)));
        Names paths;
        for (const SearchedMembers* members : {&row.words, &row.searched}) {
            for (const std::string_view path : *members) paths.emplace(path);
        }
        if (!row.line.empty()) paths.emplace(row.line);
        for (const std::string& path : paths) {
            INFO(row.name << " " << path);
            Json node = schema;
            std::istringstream steps(path);
            for (std::string step; std::getline(steps, step, '/');) {
                if (node.contains("items")) node = resolved(schema, node["items"]);
                if (step == "0") continue;
                REQUIRE(node["properties"].contains(step));
                node = resolved(schema, node["properties"][step]);
            }
        }
    }
}

TEST_CASE("every kind that a form may be of is sealed, and every matter comes by its kind") {
    Names sealed;
    for (const EventKindRow& row : event_kinds) {
        if (row.leaves == Leaves::a_slip) sealed.emplace(row.name);
    }
    const Names kinds = choices_of_form("kind");
    REQUIRE(missing(kinds, sealed, "is of no sealed kind of sync/wire/event_kinds.h") == "");
    Names known;
    for (const MatterRow& row : matters) {
        if (kinds.count(std::string(name_of(row.kind))) != 0) known.emplace(row.name);
    }
    const Names said = choices_of_form("matter");
    REQUIRE(missing(said, known, "has no row in sync/rules/matters.h") == "");
    REQUIRE(missing(known, said, "may be no matter in assets/schema/service.json") == "");
}

TEST_CASE("every kind of event is in the protocol") {
    const std::string protocol = text_of(root / "docs/protocol.md");
    const std::size_t at = protocol.find("\n| `kind` | request, ");
    REQUIRE(at != std::string::npos);
    const std::string line = protocol.substr(at, protocol.find('\n', at + 1) - at) + ",";
    for (const EventKindRow& row : event_kinds) {
        INFO(row.name << " has no place in docs/protocol.md");
        REQUIRE(line.find(" " + std::string(row.name) + ",") != std::string::npos);
    }
}

// Such a place would be forgotten when a type or kind is added: ask the row, or switch.
TEST_CASE("no code compares the name of a document type or an event kind by itself") {
    const std::regex compared(
        R"re((\btype\b|\bevent\.kind|\brequest\.kind)(\(\))?\s*[!=]=\s*"([a-z_]+)")re");
    const std::regex set(R"re(\.(type|kind) = "([a-z_]+)")re");
    Names names = names_of_types();
    for (const EventKindRow& row : event_kinds) names.emplace(row.name);
    std::string wrong;
    for (const char* top : {"sync", "kiosk/app", "platform"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".h" && extension != ".cc") continue;
            const std::string text = text_of(entry.path());
            for (const auto& [pattern, group] : {std::pair(compared, 3), std::pair(set, 2)}) {
                for (std::sregex_iterator i(text.begin(), text.end(), pattern), end; i != end;
                     ++i) {
                    if (names.count((*i)[static_cast<std::size_t>(group)]) == 0) continue;
                    wrong += "\n  " + fs::relative(entry.path(), root).string() + ": " + i->str();
                }
            }
        }
    }
    REQUIRE(wrong == "");
}
