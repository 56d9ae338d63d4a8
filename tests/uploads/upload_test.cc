// A photo's way from the kiosk's memory to the county's desk.

#include "sync/edge/events/uploader.h"

#include "tests/catch.h"
#include "tests/platform/failing_files.h"
#include "tests/uploads/kiosk_side.h"

using namespace hall;
using namespace hall::kiosk;
using hall::platform::FailingFiles;
using hall::platform::FailKind;

namespace {

constexpr const char* uploads = "/api/v1/uploads";

// One submission with photos of these sizes.
struct Story {
    explicit Story(std::vector<std::size_t> sizes, std::shared_ptr<CountySide> of = nullptr)
        : own(of ? std::move(of) : std::make_shared<CountySide>()) {
        for (const std::size_t size : sizes) photos.push_back(photo(size, county.random()));
        std::vector<AttachedFile> files;
        for (const std::string& bytes : photos) files.push_back({bytes, "image/jpeg", "照片"});
        slip = VALUE(device.submit(files));
    }

    void require_whole() {
        for (std::size_t i = 0; i < photos.size(); ++i) {
            INFO("photo " << i);
            REQUIRE(device.attachment_of(slip, static_cast<int>(i) + 1) == photos[i]);
        }
    }

    std::shared_ptr<CountySide> own;
    CountySide& county = *own;
    KioskSide device{county};
    std::vector<std::string> photos;
    Slip slip;
};

// Lets so many bytes of bodies through, then cuts once: the request is lost, or only the
// response is.
struct Cut {
    std::size_t after = 0;
    bool applied = false;
    std::size_t carried = 0;
    bool done = false;

    void on(Network& line) {
        line.instead = [this](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
            if (!request.path.starts_with(uploads) || done || applied) return std::nullopt;
            carried += request.body.size() + 200;
            if (carried < after) return std::nullopt;
            done = true;
            return Result<HttpResponse>(Error(Errc::unavailable, "cut"));
        };
        line.spoil = [this](const HttpRequest& request, Result<HttpResponse>& response) {
            if (!request.path.starts_with(uploads) || done || !applied) return;
            carried += request.body.size() + 200;
            if (carried < after) return;
            done = true;
            response = Error(Errc::unavailable, "cut");
        };
    }
};

}  // namespace

TEST_CASE("photos follow their request, are opened at the desk, and leave the device") {
    Story story({900'000, 10});
    REQUIRE(story.device.waiting_attachments().count == 2);
    const Round round = story.device.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(round.sent == 1);
    REQUIRE(round.attachments == 2);
    story.require_whole();
    REQUIRE(story.device.request_of(story.slip)["attachments"][0]["title"] == "照片");
    story.device.drop();
    REQUIRE(story.device.waiting_events() == 0);
    REQUIRE(story.device.waiting_attachments().count == 0);
    REQUIRE(VALUE(story.device.disk.list(story.device.folder.attachments())).empty());
    story.device.line.asked.clear();
    REQUIRE(story.device.round().attachments == 0);
    REQUIRE(story.device.line.count("POST", uploads) == 0);
}

TEST_CASE("text goes before pictures, and the desk sees what is still to come") {
    Story story({500'000});
    story.device.line.instead =
        [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (!request.path.starts_with(uploads)) return std::nullopt;
        return Result<HttpResponse>(Error(Errc::unavailable, "only small things pass today"));
    };
    const Round round = story.device.round();
    REQUIRE(round.sent == 1);
    REQUIRE_FALSE(round.reached);
    const Json request = story.device.request_of(story.slip);
    REQUIRE(request["attachments"][0]["here"] == false);
    story.device.drop();
    // The event is receipted and gone; its photo stays until it is signed for itself.
    REQUIRE(story.device.waiting_events() == 0);
    REQUIRE(story.device.waiting_attachments().count == 1);
    story.device.line.instead = nullptr;
    REQUIRE(story.device.round().attachments == 1);
    story.require_whole();
}

TEST_CASE("an event that came meanwhile goes before the rest of a large photo") {
    Story story({3'000'000});
    int chunks = 0;
    Slip second;
    story.device.line.spoil = [&](const HttpRequest& request, Result<HttpResponse>&) {
        if (request.method == "PATCH" && ++chunks == 2) second = VALUE(story.device.submit({}));
    };
    REQUIRE(story.device.round().sent == 1);
    REQUIRE(chunks == 2);
    REQUIRE(story.device.agent().rest_ms() == 0);
    REQUIRE(story.device.round().sent == 1);
    REQUIRE_FALSE(story.device.request_of(second).is_null());
    story.require_whole();
    REQUIRE(story.device.agent().rest_ms() > 0);
}

TEST_CASE("a large photo does not keep replies waiting for more than a minute") {
    Story story({4'000'000});
    story.device.line.spoil = [&](const HttpRequest& request, Result<HttpResponse>&) {
        if (request.method == "PATCH") story.county.advance_ms(25'000);
    };
    story.device.round();
    REQUIRE(story.device.line.count("PATCH", uploads) == 3);
    REQUIRE(story.device.agent().rest_ms() == 0);
    story.device.rounds_until_quiet(10);
    story.require_whole();
}

TEST_CASE("the line is cut at any byte of an upload: it goes on, and ends whole") {
    constexpr std::size_t whole = 1'200'000;
    const auto county = std::make_shared<CountySide>();
    for (std::size_t after = 100; after < whole; after += 151'000) {
        for (const bool applied : {false, true}) {
            Story story({whole}, county);
            Cut cut{after, applied};
            cut.on(story.device.line);
            const int rounds = story.device.rounds_until_quiet(3);
            INFO("after " << after << (applied ? ", the response lost" : ", the request lost"));
            REQUIRE(cut.done);
            REQUIRE(rounds <= 2);
            story.require_whole();
            // A cut costs one chunk at most.
            REQUIRE(story.device.line.bytes("PATCH", uploads) <= whole + 5'000 + (512 << 10));
        }
    }
}

TEST_CASE("the line is cut at every single request, one after the other") {
    const auto county = std::make_shared<CountySide>();
    Story clean({700'000}, county);
    clean.device.round();
    const auto requests = static_cast<int>(clean.device.line.asked.size());
    REQUIRE(requests > 10);
    for (const bool applied : {false, true}) {
        for (int at = 0; at < requests; ++at) {
            Story story({700'000}, county);
            int number = 0;
            const auto is_cut = [&] { return number++ == at; };
            if (applied) {
                story.device.line.spoil = [&](const HttpRequest&, Result<HttpResponse>& response) {
                    if (is_cut()) response = Error(Errc::unavailable, "cut");
                };
            } else {
                story.device.line.instead =
                    [&](const HttpRequest&) -> std::optional<Result<HttpResponse>> {
                    if (!is_cut()) return std::nullopt;
                    return Result<HttpResponse>(Error(Errc::unavailable, "cut"));
                };
            }
            INFO("request " << at << (applied ? ", the response lost" : ", the request lost"));
            story.device.rounds_until_quiet(3);
            story.require_whole();
        }
    }
}

TEST_CASE("a line that carries only small chunks is found out, and used") {
    Story story({400'000});
    story.device.line.instead =
        [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (request.body.size() <= 40'000) return std::nullopt;
        return Result<HttpResponse>(Error(Errc::unavailable, "cut"));
    };
    // Chunks of 512 KiB shrink to 32: each cut ends a round, each chunk that passes stays.
    const int rounds = story.device.rounds_until_quiet(12);
    REQUIRE(rounds > 3);
    story.require_whole();
}

TEST_CASE("the agent, the county and the cache may end anywhere in an upload") {
    Story story({3'000'000});
    int chunks = 0;
    story.device.line.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.method == "PATCH" && ++chunks % 2 == 0)
            response = Error(Errc::unavailable, "cut");
    };
    for (int life = 0; life < 12 && story.device.waiting_attachments().count > 0; ++life) {
        story.device.round();
        story.device.drop();
        story.device.restart_agent();
        if (life % 3 == 1) story.county.restart();
        if (life % 3 == 2) {
            for (const char* suffix : {"", "-wal", "-shm"})
                std::filesystem::remove(story.device.folder.cache().string() + suffix);
        }
    }
    REQUIRE(story.device.waiting_attachments().count == 0);
    story.require_whole();
    // Nothing was sent from the beginning again.
    REQUIRE(story.device.line.bytes("PATCH", uploads) < 2 * 3'000'000);
}

TEST_CASE("a portal that answers uploads with a page of its own is believed in nothing") {
    const auto county = std::make_shared<CountySide>();
    for (const int status : {200, 201, 204, 302, 404}) {
        Story story({100'000, 100'000}, county);
        story.device.line.instead =
            [status](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
            if (!request.path.starts_with(uploads)) return std::nullopt;
            HttpResponse response;
            response.status = status;
            response.headers = {{"content-type", "text/html"},
                                {"location", "http://portal.example/login"}};
            response.body = "<html>请先登录</html>";
            return Result<HttpResponse>(response);
        };
        INFO(status);
        const Round round = story.device.round();
        REQUIRE(round.trouble);
        REQUIRE(round.attachments == 0);
        story.device.drop();
        REQUIRE(story.device.waiting_attachments().count == 2);
        REQUIRE(story.device.parked_reasons().empty());
        story.device.line.instead = nullptr;
        REQUIRE(story.device.round().attachments == 2);
        story.require_whole();
    }
}

TEST_CASE("a word for an attachment that the county did not sign, or for another, drops nothing") {
    const auto county = std::make_shared<CountySide>();
    for (const bool forged : {true, false}) {
        Story story({10'000}, county);
        const SigningKey attacker = SigningKey::make(story.county.random());
        story.device.line.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
            if (request.method != "GET" || !request.path.starts_with(uploads)) return;
            Json word = Json::parse(response.value().body);
            StoredAttachment stored;
            stored.name.sha256 = word["stored"]["sha256"];
            stored.name.bytes = word["stored"]["bytes"];
            stored.at = "2026-11-23T00:00:00Z";
            if (forged) response.value().body = signed_stored(stored, attacker);
            if (!forged)
                response.value().body.replace(response.value().body.find("stored\":{"), 9,
                                              "stored\":{\"x\":1,");
        };
        const Round round = story.device.round();
        REQUIRE(round.trouble->code() == Errc::untrusted);
        REQUIRE(round.attachments == 0);
        story.device.drop();
        REQUIRE(story.device.waiting_attachments().count == 1);
        story.device.line.spoil = nullptr;
        REQUIRE(story.device.round().attachments == 1);
    }
}

TEST_CASE("a photo that the disk spoiled is reported, never sent, and holds nothing up") {
    Story story({50'000, 60'000, 70'000});
    const auto names = VALUE(story.device.disk.list(story.device.folder.attachments()));
    const Path spoiled = story.device.folder.attachments() / names[1];
    std::string bytes = VALUE(story.device.disk.read(spoiled, 1 << 20));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    REQUIRE_OK(story.device.disk.write_durably(spoiled, bytes, FileMode::shared));
    const Round round = story.device.round();
    REQUIRE(round.attachments == 2);
    REQUIRE(story.device.parked_reasons() == std::vector<std::string>{"damaged"});
    story.device.drop();
    REQUIRE(story.device.waiting_attachments().count == 1);
    story.device.line.asked.clear();
    story.device.round();
    REQUIRE(story.device.line.count("PATCH", uploads) == 0);
}

TEST_CASE("one attachment that makes trouble each time keeps none of the others waiting") {
    Story story({20'000, 20'000, 20'000, 20'000, 20'000, 20'000, 20'000, 20'000});
    const auto names = VALUE(story.device.disk.list(story.device.folder.attachments()));
    int asked = 0;
    story.device.line.instead =
        [&](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (!request.path.starts_with(std::string(uploads) + "/" + names[0])) return std::nullopt;
        ++asked;
        HttpResponse response;
        response.status = 418;
        return Result<HttpResponse>(response);
    };
    const Round round = story.device.round();
    REQUIRE(round.trouble->code() == Errc::refused);
    REQUIRE(round.attachments == 7);
    REQUIRE(asked == 1);
    story.device.line.instead = nullptr;
    REQUIRE(story.device.round().attachments == 1);
}

TEST_CASE("a county of an earlier release takes the text, and nobody is troubled for the photo") {
    Story story({50'000});
    story.device.line.instead =
        [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (!request.path.starts_with(uploads)) return std::nullopt;
        HttpResponse response;
        response.status = 404;
        response.headers["content-type"] = "application/problem+json";
        response.body = json_line({{"type", "urn:hall:problem:not-found"}, {"title", "没有找到"}});
        return Result<HttpResponse>(response);
    };
    const Round round = story.device.round();
    REQUIRE(round.sent == 1);
    REQUIRE(round.reached);
    REQUIRE_FALSE(round.trouble);
    REQUIRE(story.device.line.count("POST", uploads) == 1);
    REQUIRE(story.device.parked_reasons().empty());
    story.device.line.instead = nullptr;
    REQUIRE(story.device.round().attachments == 1);
    story.require_whole();
}

TEST_CASE("photos of an event that the county has not accepted wait with it") {
    Story story({50'000});
    story.device.line.instead =
        [](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
        if (request.path != "/api/v1/events") return std::nullopt;
        HttpResponse response;
        response.status = 403;
        return Result<HttpResponse>(response);
    };
    story.device.round();
    REQUIRE(story.device.line.count("POST", uploads) == 0);
    story.device.line.instead = nullptr;
    REQUIRE(story.device.round().attachments == 1);
    story.require_whole();
}

TEST_CASE("a device that enrolled again sends what its former life left behind") {
    Story story({200'000});
    int chunks = 0;
    story.device.line.spoil = [&](const HttpRequest& request, Result<HttpResponse>& response) {
        if (request.method == "PATCH" && ++chunks == 1) response = Error(Errc::unavailable, "cut");
    };
    story.device.round();
    story.device.enrol();
    story.device.rounds_until_quiet(3);
    story.require_whole();
}

TEST_CASE("the disk fails at any moment of a submission: all of it is stored, or none") {
    CountySide county;
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        bool clean = false;
        for (int change = 1; !clean; ++change) {
            FailingFiles files;
            KioskSide device(county, &files);
            const std::string one = photo(30'000, county.random());
            const std::string two = photo(40'000, county.random());
            files.fail_at(change, kind);
            const Result<Slip> slip =
                device.submit({{one, "image/jpeg", "一"}, {two, "image/jpeg", "二"}});
            clean = !files.failed();
            files.fail_at(0, kind);
            INFO("change " << change << ": " << (slip.ok() ? "saved" : slip.error().text()));
            REQUIRE((slip.ok() || !clean));
            // Opened again, as after the power came back.
            const std::int64_t events = device.waiting_events();
            const AttachmentTotals attachments = device.waiting_attachments();
            REQUIRE(events == (slip.ok() ? 1 : 0));
            REQUIRE(attachments.count == 2 * events);
            const auto names = device.disk.list(device.folder.attachments());
            const std::size_t left = names.ok() ? names.value().size() : 0;
            REQUIRE(left == static_cast<std::size_t>(attachments.count));
            if (!slip.ok()) continue;
            device.rounds_until_quiet(2);
            REQUIRE(device.attachment_of(slip.value(), 2) == two);
        }
    }
}

TEST_CASE("nothing of a photo, its name or its key is readable on the device") {
    const std::string marker = "MARKER 990000194307120128";
    CountySide county;
    KioskSide device(county);
    const std::string bytes = marker + std::string(100'000, 'x') + marker;
    VALUE(device.submit({{bytes, "image/jpeg", marker}}, marker));
    device.round();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(device.folder.root())) {
        if (!entry.is_regular_file()) continue;
        ++files;
        INFO(entry.path());
        const std::string all = VALUE(device.disk.read(entry.path(), 64 << 20));
        REQUIRE(all.find(marker) == std::string::npos);
        REQUIRE(all.find("image/jpeg") == std::string::npos);
    }
    REQUIRE(files > 5);
    // The test of the test: what is written in plain is found.
    REQUIRE_OK(device.disk.append(device.folder.root() / "plain", marker));
    REQUIRE(VALUE(device.disk.read(device.folder.root() / "plain", 1000)).find(marker) == 0);
}

TEST_CASE("too many or too large attachments are refused before anything is stored") {
    CountySide county;
    KioskSide device(county);
    const std::vector<AttachedFile> eleven(11, AttachedFile{"x", "image/jpeg", ""});
    REQUIRE_ERROR(Errc::exhausted, device.submit(eleven));
    const std::string large(attachment_bytes_max, 'x');
    REQUIRE_ERROR(Errc::exhausted,
                  device.submit({{"x", "image/jpeg", ""}, {large, "image/jpeg", ""}}));
    REQUIRE(device.waiting_events() == 0);
    REQUIRE(VALUE(device.disk.list(device.folder.attachments())).empty());
    REQUIRE_OK(device.submit({{"x", "image/jpeg", ""}}));
}

TEST_CASE("the largest attachment there may be goes up") {
    // Padding and the header take their part of the 20 MB.
    Story story({(std::size_t{20} << 20) - 16'000});
    REQUIRE(story.device.round().attachments == 1);
    story.require_whole();
}
