#include "sync/wire/document.h"

#include "tests/catch.h"

using namespace hall;

TEST_CASE("a document written as a line reads back the same") {
    Document document;
    document.id = "article-2026.11_23";
    document.type = "article";
    document.rev = 7;
    document.at = "2026-11-23T09:00:00Z";
    document.body = {{"title", "修路\n通知"}, {"tomorrow", {1, 2.5, nullptr}}};
    const std::string line = line_of(document);
    REQUIRE(line.find('\n') == std::string::npos);
    const Document read = VALUE(parse_document(line));
    REQUIRE(read.id == document.id);
    REQUIRE(read.type == "article");
    REQUIRE(read.rev == 7);
    REQUIRE(read.at == document.at);
    REQUIRE_FALSE(read.gone);
    REQUIRE(read.body == document.body);
}

TEST_CASE("a withdrawn document has an id and a revision and nothing else") {
    const Document gone = VALUE(parse_document(R"({"id":"a","rev":8,"gone":true})"));
    REQUIRE(gone.gone);
    REQUIRE(gone.type.empty());
    REQUIRE(gone.body == Json::object());
    REQUIRE(VALUE(parse_document(line_of(gone))).gone);
}

TEST_CASE("documents of a type we do not know, and with members we do not know, are kept") {
    const Document document = VALUE(parse_document(
        R"({"id":"a","type":"hologram2","rev":1,"at":"2026-11-23T09:00:00Z","body":{"x":1},"y":2})"));
    REQUIRE(document.type == "hologram2");
    REQUIRE(document.body.at("x") == 1);
}

TEST_CASE("a line that is no document says what is wrong") {
    const auto line = [](const char* member) {
        Json json = Json::parse(
            R"({"id":"a","type":"article","rev":1,"at":"2026-11-23T09:00:00Z","body":{}})");
        json.merge_patch(Json::parse(member));
        return json.dump();
    };
    REQUIRE_OK(parse_document(line("{}")));
    for (const char* member :
         {R"({"id":null})", R"({"id":""})", R"({"id":"A"})", R"({"id":"a/b"})", R"({"id":7})",
          R"({"rev":0})", R"({"rev":-1})", R"({"rev":1.5})", R"({"rev":null})", R"({"type":null})",
          R"({"type":""})", R"({"type":"Article"})", R"({"at":null})", R"({"at":"yesterday"})",
          R"({"body":null})", R"({"body":[]})"}) {
        INFO(member);
        REQUIRE_ERROR(Errc::corrupt, parse_document(line(member)));
    }
    REQUIRE_ERROR(Errc::corrupt, parse_document(""));
    REQUIRE_ERROR(Errc::corrupt, parse_document("[]"));
    REQUIRE_ERROR(Errc::corrupt, parse_document(R"({"id":"a","id":"b","rev":8,"gone":true})"));
    REQUIRE_ERROR(Errc::exhausted, parse_document(std::string(document_bytes_max + 1, ' ')));
}

TEST_CASE("the body's own bytes are given only where the line is written as ours are") {
    JsonParser parser;
    Document document;
    document.id = "a";
    document.type = "article";
    document.rev = 7;
    document.at = "2026-11-23T09:00:00Z";
    document.body = {{"title", "修路"}, {"x", {{"id", "b"}, {"rev", 1}}}};
    const std::string line = line_of(document);
    REQUIRE(VALUE(read_document_line(line, parser)).body == json_line(document.body));
    REQUIRE(line_of(document, VALUE(read_document_line(line, parser)).body) == line);
    for (const char* other :
         {R"({"at":"2026-11-23T09:00:00Z","body":{},"extra":1,"id":"a","rev":7,"type":"article"})",
          R"({"at":"2026-11-23T09:00:00Z","body": {},"id":"a","rev":7,"type":"article","z":1})",
          R"({ "at":"2026-11-23T09:00:00Z","body":{},"id":"a","rev":7,"type":"article"})",
          R"({"id":"a","rev":7,"type":"article","at":"2026-11-23T09:00:00Z","body":{}})",
          R"({"at":"2026-11-23T09:00:00Z","gone":true,"id":"a","rev":7})",
          R"({"gone":true,"id":"a","rev":7})"}) {
        INFO(other);
        REQUIRE(VALUE(read_document_line(other, parser)).body.empty());
    }
}

TEST_CASE("ids have 1 to 80 characters") {
    REQUIRE(is_document_id(std::string(80, 'a')));
    REQUIRE_FALSE(is_document_id(std::string(81, 'a')));
    REQUIRE_FALSE(is_document_id(""));
}

TEST_CASE("channels are the county, its towns and villages by code, and the releases") {
    REQUIRE(town_channel("510681113") == "town-510681113");
    REQUIRE(village_channel("510681113205") == "village-510681113205");
    for (const char* channel : {"county", "release", "town-510681113", "village-510681113205"}) {
        REQUIRE(is_channel(channel));
    }
    for (const char* channel : {"", "County", "town-51068111", "town-5106811130", "village-x",
                                "village-51068111320a", "targets", "county/"}) {
        INFO(channel);
        REQUIRE_FALSE(is_channel(channel));
    }
    REQUIRE(target_folder_of("county") == "county");
    REQUIRE(target_folder_of("release") == "release");
    REQUIRE(target_folder_of("town-510681113") == "town/510681113");
    REQUIRE(target_folder_of("village-510681113205") == "village/510681113205");
}
