#include "sync/wire/server_address.h"

#include <utility>

#include "tests/catch.h"

using namespace hall;

TEST_CASE("one server has one address, however it is typed") {
    const std::pair<const char*, const char*> cases[] = {
        {"https://hall.example.cn", "https://hall.example.cn"},
        {"HTTPS://Hall.Example.CN", "https://hall.example.cn"},
        {"http://hall.example.cn:80", "http://hall.example.cn"},
        {"https://hall.example.cn:443/", "https://hall.example.cn"},
        {"http://hall.example.cn:443", "http://hall.example.cn:443"},
        {"http://127.0.0.1:8470", "http://127.0.0.1:8470"},
        {"http://127.0.0.1:08470///", "http://127.0.0.1:8470"},
        {"http://hall.example.cn.:", "http://hall.example.cn"},
        {"  https://hall.example.cn/hall/  ", "https://hall.example.cn/hall"},
        {"http://[FD00:0:0::1]:8470", "http://[fd00::1]:8470"},
        {"http://[::1]", "http://[::1]"},
        {"ｈｔｔｐ：／／ｈａｌｌ．ｃｎ", "http://hall.cn"},
        {"http://county_1", "http://county_1"},
    };
    for (const auto& [typed, address] : cases) {
        INFO(typed);
        REQUIRE(VALUE(server_address(typed)) == address);
        REQUIRE(VALUE(server_address(address)) == address);
    }
}

TEST_CASE("what two programs could read in two ways is no address of a server") {
    for (const char* typed : {"",
                              "  ",
                              "hall.example.cn",
                              "hall.example.cn:8470",
                              "//hall.example.cn",
                              "ftp://hall.cn",
                              "http:/hall.cn",
                              "http:hall.cn",
                              "https://",
                              "http:///",
                              "http://:80",
                              "http://a:b@hall.cn",
                              "http://a@hall.cn",
                              "http://hall.cn@evil.cn",
                              "http://hall.cn?x=1",
                              "http://hall.cn/#x",
                              "http://hall.cn/a b",
                              "http://hall.cn\\@evil.cn",
                              "http://ha ll.cn",
                              "http://hall.cn:0",
                              "http://hall.cn:65536",
                              "http://hall.cn:8x",
                              "http://hall.cn:-1",
                              "http://hall.cn:1:2",
                              "http://fd00::1",
                              "http://[fd00::1",
                              "http://[fd00::1]80",
                              "http://[fe80::1%25eth0]",
                              "http://[hall]",
                              "http://127.1",
                              "http://0x7f.0.0.1",
                              "http://2130706433",
                              "http://1.2.3.4.5",
                              "http://127.0.0.01",
                              "http://hall..cn",
                              "http://.cn",
                              "http://村务.cn",
                              "http://hall.cn/a/../b",
                              "http://hall.cn/a//b",
                              "http://hall.cn/./",
                              "http://ha%6cl.cn",
                              "http://hall.cn\nHost: evil",
                              "http://hall.cn/\x01"}) {
        INFO(typed);
        const Result<std::string> address = server_address(typed);
        REQUIRE_ERROR(Errc::refused, address);
        REQUIRE_FALSE(address.error().message().empty());
    }
    REQUIRE_ERROR(Errc::refused, server_address("http://" + std::string(300, 'a')));
    REQUIRE_ERROR(Errc::refused, server_address("http://hall.cn/" + std::string(2000, 'a')));
}
