// Attachments through the routes that kiosks use, by kiosks that mean well and by others.

#include "platform/commands/commands.h"
#include "sync/core/encoding.h"
#include "sync/wire/http_date.h"
#include "tests/catch.h"
#include "tests/platform/county.h"
#include "tests/platform/failing_files.h"

using namespace hall;

using namespace hall::platform;

namespace {

std::string header_of(const HttpResponse& response, const std::string& name) {
    for (const auto& [header, value] : response.headers) {
        if (header == name) return value;
    }
    return {};
}

std::string problem_in(const HttpResponse& response) {
    const Result<Json> json = parse_json(response.body);
    const std::string type = json.ok() ? string_or(json.value(), "type") : std::string();
    return type.substr(type.rfind(':') + 1);
}

// An enrolled kiosk whose event named one attachment.
struct Sending {
    explicit Sending(Files* files = nullptr) : county(files) {
        REQUIRE(kiosk.enrol().status == 200);
        announce(kiosk, content);
    }

    static AttachmentName name_of(const std::string& bytes) {
        AttachmentName made;
        made.sha256 = sha256_hex(bytes);
        made.bytes = static_cast<std::int64_t>(bytes.size());
        return made;
    }

    std::string announce(TestKiosk& by, const std::string& bytes) {
        Event event = by.event();
        event.attachments.push_back(name_of(bytes));
        REQUIRE(by.receipts(by.send({bytes_of(event)}))[0].state == "accepted");
        return event.id;
    }

    HttpResponse ask(TestKiosk& by, const std::string& method, const std::string& path,
                     std::map<std::string, std::string> headers, std::string body = {}) {
        HttpRequest request = by.signed_request(method, path, std::move(body));
        request.headers.emplace("tus-resumable", "1.0.0");
        for (auto& [header, value] : headers) request.headers[header] = value;
        return county.answer(std::move(request));
    }

    HttpResponse create(TestKiosk& by, const AttachmentName& wanted) {
        return ask(by, "POST", "/api/v1/uploads",
                   {{"upload-length", std::to_string(wanted.bytes)},
                    {"upload-metadata", "sha256 " + base64_of(wanted.sha256)}});
    }
    HttpResponse create() { return create(kiosk, name); }

    HttpResponse patch(TestKiosk& by, std::int64_t offset, const std::string& bytes) {
        return ask(by, "PATCH", "/api/v1/uploads/" + name.sha256,
                   {{"upload-offset", std::to_string(offset)},
                    {"content-type", "application/offset+octet-stream"}},
                   bytes);
    }
    HttpResponse patch(std::int64_t offset, const std::string& bytes) {
        return patch(kiosk, offset, bytes);
    }
    HttpResponse head() { return ask(kiosk, "HEAD", "/api/v1/uploads/" + name.sha256, {}); }
    HttpResponse get() { return ask(kiosk, "GET", "/api/v1/uploads/" + name.sha256, {}); }
    std::string offset() { return header_of(head(), "Upload-Offset"); }

    StoredAttachment word() {
        const auto keys = VALUE(county.platform().keys().public_receipt_keys());
        return VALUE(open_stored(get().body, keys));
    }
    // The id of the key that signed it.
    std::string key_of_word() { return string_or(VALUE(parse_json(get().body)), "key"); }
    std::size_t files_under(const char* folder) {
        std::size_t count = 0;
        const Path path = county.data() / folder;
        if (!std::filesystem::exists(path)) return 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
            count += entry.is_regular_file() ? 1 : 0;
        return count;
    }

    TestCounty county;
    TestKiosk kiosk{county};
    std::string content = std::string(250'000, 'a') + std::string(50'000, 'b');
    AttachmentName name = name_of(content);
};

}  // namespace

TEST_CASE("an attachment arrives in chunks, is checked, kept and signed for") {
    Sending s;
    const HttpResponse created = s.create();
    REQUIRE(created.status == 201);
    REQUIRE(header_of(created, "Location") == "/api/v1/uploads/" + s.name.sha256);
    REQUIRE(header_of(created, "Tus-Resumable") == "1.0.0");
    REQUIRE(header_of(created, "Upload-Offset") == "0");
    REQUIRE_OK(parse_http_date_ms(header_of(created, "Upload-Expires")));
    REQUIRE(s.patch(0, s.content.substr(0, 100'000)).status == 204);
    REQUIRE(s.offset() == "100000");
    REQUIRE(s.get().body == "{}");
    REQUIRE(s.patch(100'000, s.content.substr(100'000, 150'000)).status == 204);
    const HttpResponse last = s.patch(250'000, s.content.substr(250'000));
    REQUIRE(last.status == 204);
    REQUIRE(header_of(last, "Upload-Offset") == "300000");
    REQUIRE(header_of(last, "Upload-Expires").empty());
    REQUIRE(s.word().name == s.name);
    const HttpResponse head = s.head();
    REQUIRE(head.status == 200);
    REQUIRE(header_of(head, "Upload-Length") == "300000");
    REQUIRE(header_of(head, "Cache-Control") == "no-store");
    REQUIRE(s.files_under("uploads") == 0);
    DiskFiles disk;
    REQUIRE(VALUE(disk.read(
                s.county.data() / "attachments" / s.name.sha256.substr(0, 2) / s.name.sha256,
                1'000'000)) == s.content);
}

TEST_CASE("asking twice is asking once, and what is whole is signed for again") {
    Sending s;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 20'000)).status == 204);
    const HttpResponse again = s.create();
    REQUIRE(again.status == 201);
    REQUIRE(header_of(again, "Upload-Offset") == "20000");
    REQUIRE(s.patch(20'000, s.content.substr(20'000)).status == 204);
    const std::string word = s.get().body;
    REQUIRE(header_of(s.create(), "Upload-Offset") == "300000");
    s.county.clock().advance_ms(3'600'000);
    REQUIRE(s.get().body == word);
}

TEST_CASE("what is spoken here is told to anyone who asks") {
    TestCounty county;
    const HttpResponse response = county.answer(request_to("OPTIONS", "/api/v1/uploads"));
    REQUIRE(response.status == 204);
    REQUIRE(header_of(response, "Tus-Version") == "1.0.0");
    REQUIRE(header_of(response, "Tus-Extension") == "creation,termination,expiration");
    REQUIRE(header_of(response, "Tus-Max-Size") == std::to_string(20 << 20));
}

TEST_CASE("another version of the protocol is refused, and ours is named") {
    Sending s;
    for (const char* version : {"", "0.2.2", "1.0.1"}) {
        const HttpResponse response = s.ask(s.kiosk, "POST", "/api/v1/uploads",
                                            {{"tus-resumable", version}, {"upload-length", "5"}});
        REQUIRE(response.status == 412);
        REQUIRE(header_of(response, "Tus-Version") == "1.0.0");
        REQUIRE(header_of(response, "Tus-Resumable") == "1.0.0");
    }
}

TEST_CASE("text goes before pictures: what no event named is not taken") {
    Sending s;
    const HttpResponse response = s.create(s.kiosk, Sending::name_of("nobody named this"));
    REQUIRE(response.status == 409);
    REQUIRE(problem_in(response) == "not-announced");
    AttachmentName longer = s.name;
    ++longer.bytes;
    REQUIRE(problem_in(s.create(s.kiosk, longer)) == "not-announced");
    REQUIRE(s.files_under("uploads") == 0);
}

TEST_CASE("what others named or sent keeps no kiosk from sending its own") {
    Sending s;
    TestKiosk neighbour(s.county);
    REQUIRE(neighbour.enrol().status == 200);
    TestKiosk elsewhere(s.county);
    REQUIRE(elsewhere.enrol(far_village).status == 200);
    // The neighbour's event names the same hash with another length, and comes first.
    const std::string wanted(100'000, 'w');
    const AttachmentName right = Sending::name_of(wanted);
    Event lying = neighbour.event();
    lying.attachments.push_back({right.sha256, right.bytes + 1});
    REQUIRE(neighbour.receipts(neighbour.send({bytes_of(lying)}))[0].state == "accepted");
    s.announce(s.kiosk, wanted);
    REQUIRE(s.create(s.kiosk, right).status == 201);
    // Another village sends the same bytes first; a neighbour is first in its own.
    s.name = right;
    for (TestKiosk* kiosk : {&elsewhere, &neighbour, &s.kiosk}) {
        s.announce(*kiosk, wanted);
        REQUIRE(s.create(*kiosk, right).status == 201);
        if (kiosk == &s.kiosk) break;
        REQUIRE(s.patch(*kiosk, 0, wanted).status == 204);
    }
    REQUIRE(s.word().name == right);
    REQUIRE(s.files_under("uploads") == 0);
}

TEST_CASE("two kiosks of a village that send the same bytes at the same time both succeed") {
    Sending s;
    TestKiosk neighbour(s.county);
    REQUIRE(neighbour.enrol().status == 200);
    REQUIRE(s.create().status == 201);
    REQUIRE(s.create(neighbour, s.name).status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 150'000)).status == 204);
    REQUIRE(s.patch(neighbour, 0, s.content).status == 204);
    const std::string word = s.get().body;
    REQUIRE(header_of(s.create(), "Upload-Offset") == "300000");
    REQUIRE(s.get().body == word);
}

TEST_CASE("a chunk that is no more than a file's worth of trouble is refused, but for the last") {
    Sending s;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 1)).status == 400);
    REQUIRE(s.patch(0, s.content.substr(0, attachment_chunk_bytes_min - 1)).status == 400);
    REQUIRE(s.files_under("uploads") == 0);
    REQUIRE(s.patch(0, s.content.substr(0, attachment_chunk_bytes_min)).status == 204);
    REQUIRE(
        s.patch(attachment_chunk_bytes_min, s.content.substr(attachment_chunk_bytes_min, 283'615))
            .status == 204);
    REQUIRE(s.patch(299'999, s.content.substr(299'999)).status == 204);
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("a kiosk that has many small uploads under way must finish some of them first") {
    Sending s;
    int begun = 0;
    for (int i = 0; i < 11; ++i) {
        Event event = s.kiosk.event();
        std::vector<AttachmentName> names;
        for (int j = 0; j < 10; ++j) {
            names.push_back(Sending::name_of(std::to_string(i) + ',' + std::to_string(j)));
        }
        event.attachments = names;
        REQUIRE(s.kiosk.receipts(s.kiosk.send({bytes_of(event)}))[0].state == "accepted");
        for (const AttachmentName& name : names) {
            const int status = s.create(s.kiosk, name).status;
            REQUIRE((status == 201 || status == 429));
            begun += status == 201 ? 1 : 0;
        }
    }
    REQUIRE(begun == 100);
}

TEST_CASE("an upload that cannot be is refused") {
    Sending s;
    const std::string good = "sha256 " + base64_of(s.name.sha256);
    const std::pair<std::map<std::string, std::string>, int> cases[] = {
        {{}, 400},
        {{{"upload-length", "300000"}}, 400},
        {{{"upload-metadata", good}}, 400},
        {{{"upload-length", "0"}, {"upload-metadata", good}}, 400},
        {{{"upload-length", "-5"}, {"upload-metadata", good}}, 400},
        {{{"upload-length", "1e5"}, {"upload-metadata", good}}, 400},
        {{{"upload-length", "99999999999999999999"}, {"upload-metadata", good}}, 400},
        {{{"upload-length", std::to_string((20 << 20) + 1)}, {"upload-metadata", good}}, 413},
        {{{"upload-length", "5"}, {"upload-metadata", "sha256 not-base64"}}, 400},
        {{{"upload-length", "5"}, {"upload-metadata", "sha256 " + base64_of("../../keys/x")}}, 400},
        {{{"upload-length", "5"}, {"upload-metadata", "filename " + base64_of("a")}}, 400},
    };
    for (const auto& [headers, status] : cases) {
        const HttpResponse response = s.ask(s.kiosk, "POST", "/api/v1/uploads", headers);
        INFO(status << ' ' << response.body);
        REQUIRE(response.status == status);
        REQUIRE(header_of(response, "Tus-Resumable") == "1.0.0");
    }
    REQUIRE(s.create().status == 201);
}

TEST_CASE("a chunk counts at its own offset only, once") {
    Sending s;
    REQUIRE(s.create().status == 201);
    const std::string first = s.content.substr(0, 20'000);
    REQUIRE(s.patch(1, first).status == 409);
    REQUIRE(s.patch(0, first).status == 204);
    const HttpResponse replayed = s.patch(0, first);
    REQUIRE(replayed.status == 409);
    REQUIRE(problem_in(replayed) == "other-offset");
    REQUIRE(s.patch(40'000, first).status == 409);
    REQUIRE(s.offset() == "20000");
    REQUIRE(s.patch(20'000, "").status == 204);
    REQUIRE(s.offset() == "20000");
    const HttpResponse typed =
        s.ask(s.kiosk, "PATCH", "/api/v1/uploads/" + s.name.sha256,
              {{"upload-offset", "20000"}, {"content-type", "text/plain"}}, "x");
    REQUIRE(typed.status == 415);
    for (const char* offset : {"", "-1", "20000x", "0x4e20"}) {
        REQUIRE(
            s.ask(s.kiosk, "PATCH", "/api/v1/uploads/" + s.name.sha256,
                  {{"upload-offset", offset}, {"content-type", "application/offset+octet-stream"}},
                  "x")
                .status == 400);
    }
}

TEST_CASE("more than was announced is refused and changes nothing") {
    Sending s;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content + "x").status == 413);
    REQUIRE(s.patch(0, s.content.substr(0, 299'999)).status == 204);
    REQUIRE(s.patch(299'999, "xy").status == 413);
    REQUIRE(s.offset() == "299999");
    REQUIRE(s.patch(299'999, s.content.substr(299'999)).status == 204);
    REQUIRE(s.patch(300'000, "x").status == 413);
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("a whole that is not what its name says is thrown away, and may begin again") {
    Sending s;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, std::string(150'000, 'z')).status == 204);
    const HttpResponse wrong = s.patch(150'000, s.content.substr(150'000));
    REQUIRE(wrong.status == 422);
    REQUIRE(problem_in(wrong) == "wrong-hash");
    REQUIRE(s.head().status == 404);
    REQUIRE(s.files_under("uploads") == 0);
    REQUIRE(s.files_under("attachments") == 0);
    REQUIRE(s.create().status == 201);
    REQUIRE(s.offset() == "0");
    REQUIRE(s.patch(0, s.content).status == 204);
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("an upload is its kiosk's: for another it is not there") {
    Sending s;
    TestKiosk neighbour(s.county);
    REQUIRE(neighbour.enrol().status == 200);
    TestKiosk outsider(s.county);
    REQUIRE(outsider.enrol(far_village).status == 200);
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 20'000)).status == 204);
    const std::string path = "/api/v1/uploads/" + s.name.sha256;
    REQUIRE(s.ask(neighbour, "HEAD", path, {}).status == 404);
    REQUIRE(s.patch(neighbour, 20'000, "poison").status == 404);
    REQUIRE(s.ask(neighbour, "DELETE", path, {}).status == 404);
    // Of another village, it cannot even begin one.
    REQUIRE(s.create(outsider, s.name).status == 409);
    // One that begins it too, and spoils it, spoils its own.
    REQUIRE(s.create(neighbour, s.name).status == 201);
    REQUIRE(s.patch(neighbour, 0, std::string(300'000, 'x')).status == 422);
    REQUIRE(s.offset() == "20000");
    REQUIRE(s.patch(20'000, s.content.substr(20'000)).status == 204);
    REQUIRE(s.word().name == s.name);
    // What is whole is the village's: its kiosk may change.
    REQUIRE(s.ask(neighbour, "GET", path, {}).status == 200);
    REQUIRE(s.ask(outsider, "GET", path, {}).status == 404);
}

TEST_CASE("without a right signature, now, nothing is said about uploads") {
    Sending s;
    REQUIRE(s.create().status == 201);
    const std::string path = "/api/v1/uploads/" + s.name.sha256;
    for (const char* method : {"HEAD", "GET", "PATCH", "DELETE"}) {
        REQUIRE(s.county.answer(request_to(method, path)).status == 401);
    }
    REQUIRE(s.county.answer(request_to("POST", "/api/v1/uploads")).status == 401);
    // Signed for one chunk, used for another; for one offset header it is the offset that
    // counts, and the chunk is refused there.
    HttpRequest chunk = s.kiosk.signed_request("PATCH", path, s.content.substr(0, 20'000));
    chunk.headers["tus-resumable"] = "1.0.0";
    chunk.headers["upload-offset"] = "0";
    chunk.headers["content-type"] = "application/offset+octet-stream";
    HttpRequest other = chunk;
    other.body = std::string(20'000, 'x');
    REQUIRE(s.county.answer(other).status == 401);
    HttpRequest elsewhere = chunk;
    elsewhere.headers["upload-offset"] = "7";
    REQUIRE(s.county.answer(elsewhere).status == 409);
    s.county.clock().advance_ms(86'400'000);
    const HttpResponse late = s.county.answer(chunk);
    REQUIRE(late.status == 401);
    REQUIRE(problem_in(late) == "wrong-time");
    REQUIRE(s.offset() == "0");
}

TEST_CASE("names that would lead elsewhere are nobody's upload") {
    Sending s;
    for (const char* name : {"..", "../keys", "%2e%2e%2fkeys", "lock", ".", "a%00b"}) {
        const std::string path = std::string("/api/v1/uploads/") + name;
        INFO(name);
        REQUIRE(s.ask(s.kiosk, "GET", path, {}).status == 404);
        REQUIRE(s.ask(s.kiosk, "DELETE", path, {}).status == 404);
        REQUIRE(s.ask(s.kiosk, "PATCH", path,
                      {{"upload-offset", "0"}, {"content-type", "application/offset+octet-stream"}},
                      "x")
                    .status == 404);
    }
}

TEST_CASE("an unfinished upload may be ended; what is whole stays") {
    Sending s;
    const std::string path = "/api/v1/uploads/" + s.name.sha256;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 20'000)).status == 204);
    REQUIRE(s.ask(s.kiosk, "DELETE", path, {}).status == 204);
    REQUIRE(s.head().status == 404);
    REQUIRE(s.files_under("uploads") == 0);
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content).status == 204);
    REQUIRE(s.ask(s.kiosk, "DELETE", path, {}).status == 422);
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("an upload that nobody goes on with is forgotten after a week, and may begin again") {
    Sending s;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 20'000)).status == 204);
    s.county.clock().advance_ms(6 * 86'400'000LL);
    REQUIRE_OK(s.county.platform().run_maintenance());
    REQUIRE(s.offset() == "20000");
    REQUIRE(s.patch(20'000, s.content.substr(20'000, 20'000)).status == 204);
    s.county.clock().advance_ms(6 * 86'400'000LL);
    REQUIRE_OK(s.county.platform().run_maintenance());
    REQUIRE(s.offset() == "40000");
    s.county.clock().advance_ms(2 * 86'400'000LL);
    REQUIRE_OK(s.county.platform().run_maintenance());
    REQUIRE(s.head().status == 404);
    REQUIRE(s.files_under("uploads") == 0);
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content).status == 204);
    s.county.clock().advance_ms(400 * 86'400'000LL);
    REQUIRE_OK(s.county.platform().run_maintenance());
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("a kiosk that has much under way must finish some of it first") {
    Sending s;
    const auto large = [](char c) {
        AttachmentName name = Sending::name_of(std::string(1, c));
        name.bytes = 20 << 20;
        return name;
    };
    int begun = 0;
    for (char c = 'a'; c <= 'l'; ++c) {
        Event event = s.kiosk.event();
        event.attachments.push_back(large(c));
        REQUIRE(s.kiosk.receipts(s.kiosk.send({bytes_of(event)}))[0].state == "accepted");
        const HttpResponse response = s.create(s.kiosk, large(c));
        if (response.status == 201) {
            ++begun;
        } else {
            REQUIRE(response.status == 429);
            REQUIRE(header_of(response, "Retry-After") == "3600");
        }
    }
    REQUIRE(begun == 10);
}

TEST_CASE("a kiosk that asks without end is slowed down, and others are not") {
    Sending s;
    TestKiosk neighbour(s.county);
    REQUIRE(neighbour.enrol().status == 200);
    int slowed = 0;
    for (int i = 0; i < 1300; ++i) slowed += s.head().status == 429 ? 1 : 0;
    REQUIRE(slowed == 100);
    REQUIRE(s.ask(neighbour, "HEAD", "/api/v1/uploads/" + s.name.sha256, {}).status == 404);
    s.county.clock().advance_ms(1'000);
    REQUIRE(s.head().status == 404);
}

TEST_CASE("the power fails at any change of a file: the upload goes on and ends whole") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        for (int change = 1;; ++change) {
            FailingFiles files;
            Sending s(&files);
            REQUIRE(s.create().status == 201);
            REQUIRE(s.patch(0, s.content.substr(0, 200'000)).status == 204);
            files.fail_at(change, kind);
            const HttpResponse last = s.patch(200'000, s.content.substr(200'000));
            const bool failed = files.failed();
            INFO("change " << change);
            REQUIRE((failed || last.status == 204));
            files.fail_at(0, kind);
            s.county.restart();
            if (last.status != 204) {
                REQUIRE(s.offset() == "200000");
                REQUIRE(s.patch(200'000, s.content.substr(200'000)).status == 204);
            }
            REQUIRE(s.word().name == s.name);
            REQUIRE(s.files_under("attachments") == 1);
            REQUIRE(s.files_under("uploads") == 0);
            if (!failed) break;
        }
    }
}

TEST_CASE("a full disk refuses a chunk and changes nothing, and there is room again later") {
    class TightFiles final : public FilesOnDisk {
      public:
        Result<void> write_durably(const Path& file, std::string_view bytes,
                                   FileMode mode) override {
            if (full && file.parent_path().filename() == "uploads") {
                return Error(Errc::exhausted, "no space left");
            }
            return FilesOnDisk::write_durably(file, bytes, mode);
        }
        bool full = false;
    };
    TightFiles files;
    Sending s(&files);
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 20'000)).status == 204);
    files.full = true;
    const HttpResponse response = s.patch(20'000, s.content.substr(20'000));
    REQUIRE(response.status == 507);
    REQUIRE(problem_in(response) == "no-room");
    REQUIRE(s.offset() == "20000");
    files.full = false;
    REQUIRE(s.patch(20'000, s.content.substr(20'000)).status == 204);
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("chunks that a crash left behind are swept, those that count are not") {
    Sending s;
    REQUIRE(s.create().status == 201);
    REQUIRE(s.patch(0, s.content.substr(0, 20'000)).status == 204);
    DiskFiles disk;
    const Path uploads = s.county.data() / "uploads";
    REQUIRE_OK(disk.append(uploads / ("kiosk-gone." + s.name.sha256 + ".0"), "left"));
    REQUIRE_OK(disk.append(uploads / "nonsense", "left"));
    s.county.restart();
    REQUIRE(s.files_under("uploads") == 1);
    REQUIRE(s.offset() == "20000");
    REQUIRE(s.patch(20'000, s.content.substr(20'000)).status == 204);
    REQUIRE(s.word().name == s.name);
}

TEST_CASE("the word for an attachment under a retired key is given again under the new one") {
    Sending sending;
    REQUIRE(sending.create().status == 201);
    REQUIRE(sending.patch(0, sending.content).status == 204);
    const StoredAttachment first = sending.word();
    const std::string old_id = sending.key_of_word();
    const auto run = [&](std::vector<std::string> words) {
        const std::string data = sending.county.data().string();
        words.insert(words.end(), {"--data", data});
        REQUIRE(run_county_command(sending.county.platform(), {words, data}).exit == 0);
    };
    run({"keys", "rotate", "receipt"});
    REQUIRE(sending.key_of_word() == old_id);
    sending.county.clock().advance_ms((receipt_overlap_days + 1) * std::int64_t{86'400'000});
    run({"keys", "retire", "receipt", old_id});
    REQUIRE(sending.key_of_word() != old_id);
    REQUIRE(sending.word().name == first.name);
    REQUIRE(sending.word().at == first.at);
}
