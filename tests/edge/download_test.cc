#include "sync/edge/content/download.h"

#include "sync/wire/blob.h"
#include "tests/catch.h"
#include "tests/edge/fake_county.h"
#include "tests/files_on_disk.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

// A disk that can be full.
class FullFiles final : public FilesOnDisk {
  public:
    bool full = false;
    Result<void> append(const Path& file, std::string_view bytes) override {
        if (full) return Error(Errc::exhausted, "disk full");
        return FilesOnDisk::append(file, bytes);
    }
    // What is removed is gone, and the disk says that it failed.
    bool fails_removing = false;
    Result<void> remove(const Path& file) override {
        TRY(FilesOnDisk::remove(file));
        if (fails_removing) return Error(Errc::unavailable, "the disk failed");
        return {};
    }
};

struct Line {
    Line() {
        for (const auto& c : random.bytes(10'000)) bytes.push_back(c);
        sha256 = county.add_blob(bytes);
        county.spoil = [this](const HttpRequest& request, Result<HttpResponse>& response) {
            for (const auto& [name, value] : request.headers) {
                if (name == "Range") ranges.push_back(value);
            }
            if (!response.ok()) return;
            came += response.value().body.size();
            if (spoil) spoil(response);
        };
    }

    Download open() {
        return {files, county, {blob_path(sha256), sha256, bytes.size()}, file, limits};
    }

    // Steps until it is there, at most so many.
    static bool finish(Download& download, int steps_max = 100) {
        for (int i = 0; i < steps_max; ++i) {
            if (VALUE(download.step())) return true;
        }
        return false;
    }

    std::string there() { return VALUE(files.read(file, 1 << 20)); }

    TempFolder temp;
    FullFiles files;
    HandClock clock;
    SystemRandom random;
    FakeCounty county{random, clock};
    Path file = temp.path() / "blob.part";
    DownloadLimits limits{
        .piece_bytes = 3000, .complete_bytes_max = 20'000, .progress_bytes_min = 100};
    std::string bytes;
    std::string sha256;
    std::vector<std::string> ranges;  // asked for, in order
    std::uint64_t came = 0;           // bytes of bodies
    std::function<void(Result<HttpResponse>&)> spoil;
};

}  // namespace

TEST_CASE("a file comes piece by piece and is whole when its hash fits") {
    Line line;
    Download download = line.open();
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
    REQUIRE(line.ranges == std::vector<std::string>{"bytes=0-2999", "bytes=3000-5999",
                                                    "bytes=6000-8999", "bytes=9000-9999"});
}

TEST_CASE("after a restart only the rest is asked for") {
    Line line;
    {
        Download download = line.open();
        REQUIRE_FALSE(Line::finish(download, 2));
    }
    line.ranges.clear();
    Download download = line.open();
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
    REQUIRE(line.ranges.front() == "bytes=6000-8999");
    REQUIRE(line.came == line.bytes.size());
}

TEST_CASE("a beginning that cannot be read any more is fetched again") {
    Line line;
    {
        Download download = line.open();
        REQUIRE_FALSE(VALUE(download.step()));
    }
    line.files.bad_sector = line.file;
    Download download = line.open();
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
}

TEST_CASE("what came before the line broke is kept") {
    Line line;
    int breaks = 0;
    line.spoil = [&](Result<HttpResponse>& response) {
        if (++breaks != 2) return;
        response.value().body.resize(50);  // too little to go on at once
        response.value().broken_off = true;
    };
    Download download = line.open();
    REQUIRE_FALSE(VALUE(download.step()));
    REQUIRE_ERROR(Errc::unavailable, download.step());
    REQUIRE(line.there() == line.bytes.substr(0, 3050));
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
    REQUIRE(line.ranges[2] == "bytes=3050-6049");
}

TEST_CASE("other bytes than were promised are thrown away and asked for anew") {
    Line line;
    bool forge = true;
    line.spoil = [&](Result<HttpResponse>& response) {
        if (forge) response.value().body[7] = static_cast<char>(response.value().body[7] ^ 1);
    };
    Download download = line.open();
    for (int i = 0; i < 3; ++i) REQUIRE_FALSE(VALUE(download.step()));
    REQUIRE_ERROR(Errc::untrusted, download.step());
    REQUIRE_ERROR(Errc::not_found, line.files.size(line.file));
    forge = false;
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
}

TEST_CASE("a beginning that somebody left in the place of ours is found out") {
    Line line;
    REQUIRE_OK(line.files.append(line.file, std::string(3000, 'x')));
    Download download = line.open();
    Result<bool> step = false;
    while (step.ok() && !step.value()) step = download.step();
    REQUIRE_ERROR(Errc::untrusted, step);
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
    REQUIRE_OK(line.files.append(line.file, "more than there can be"));
    Download again = line.open();
    REQUIRE(Line::finish(again));
    REQUIRE(line.there() == line.bytes);
}

TEST_CASE("what an earlier life left spoilt costs its bytes and is nobody's fault") {
    Line line;
    REQUIRE_OK(line.files.append(line.file, std::string(3000, 'x')));
    Download download = line.open();
    int steps = 0;
    while (!VALUE(download.go_on())) REQUIRE(++steps < 10);
    REQUIRE(line.there() == line.bytes);
    // Whoever sends other bytes then is told of.
    REQUIRE_OK(line.files.remove(line.file));
    REQUIRE_OK(line.files.append(line.file, std::string(3000, 'x')));
    line.spoil = [](Result<HttpResponse>& response) {
        response.value().body[7] = static_cast<char>(response.value().body[7] ^ 1);
    };
    Download forged = line.open();
    Result<bool> step = false;
    for (steps = 0; step.ok() && steps < 20; ++steps) step = forged.go_on();
    REQUIRE_ERROR(Errc::untrusted, step);
}

TEST_CASE("more bytes than were asked for are not written down") {
    Line line;
    line.spoil = [](Result<HttpResponse>& response) { response.value().body += "and more"; };
    Download download = line.open();
    REQUIRE_ERROR(Errc::untrusted, download.step());
    REQUIRE_ERROR(Errc::not_found, line.files.size(line.file));
}

TEST_CASE("another range than was asked for is not joined to what is there") {
    Line line;
    Download download = line.open();
    REQUIRE_FALSE(VALUE(download.step()));
    line.spoil = [](Result<HttpResponse>& response) {
        response.value().headers["content-range"] = "bytes 0-2999/10000";
    };
    REQUIRE_ERROR(Errc::untrusted, download.step());
    line.spoil = nullptr;
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
}

TEST_CASE("what was thrown away although the disk said it failed is not gone on with") {
    Line line;
    Download download = line.open();
    REQUIRE_FALSE(VALUE(download.step()));
    line.spoil = [](Result<HttpResponse>& response) {
        response.value().headers.erase("content-range");
    };
    line.files.fails_removing = true;
    REQUIRE_ERROR(Errc::unavailable, download.step());
    REQUIRE_ERROR(Errc::not_found, line.files.size(line.file));
    line.spoil = nullptr;
    line.files.fails_removing = false;
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
}

TEST_CASE("a server that knows no ranges is asked for the whole, if it is small") {
    for (const std::uint64_t complete_bytes_max : {20'000, 9'000}) {
        Line line;
        line.limits.complete_bytes_max = complete_bytes_max;
        line.county.instead = [&](const HttpRequest& request) {
            HttpResponse response{.status = 200, .headers = {}, .body = line.bytes};
            if (response.body.size() > request.bytes_max) {
                response.body.resize(request.bytes_max);
                response.broken_off = true;
            }
            return Result<HttpResponse>(response);
        };
        Download download = line.open();
        if (complete_bytes_max < line.bytes.size()) {
            REQUIRE_ERROR(Errc::refused, download.step());
            continue;
        }
        REQUIRE(Line::finish(download, 2));
        REQUIRE(line.there() == line.bytes);
    }
}

TEST_CASE("a page in the file's place is not taken for it") {
    Line line;
    line.limits.piece_bytes = 20'000;
    line.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(HttpResponse{.status = 200, .headers = {}, .body = "<html>"});
    };
    Download download = line.open();
    REQUIRE_ERROR(Errc::untrusted, download.step());
    line.county.instead = [](const HttpRequest&) {
        return Result<HttpResponse>(HttpResponse{.status = 404, .headers = {}, .body = {}});
    };
    REQUIRE_ERROR(Errc::not_found, download.step());
    line.county.instead = nullptr;
    REQUIRE(Line::finish(download));
}

TEST_CASE("a full disk costs nothing that is there") {
    Line line;
    Download download = line.open();
    REQUIRE_FALSE(VALUE(download.step()));
    line.files.full = true;
    REQUIRE_ERROR(Errc::exhausted, download.step());
    line.files.full = false;
    REQUIRE(Line::finish(download));
    REQUIRE(line.there() == line.bytes);
}
