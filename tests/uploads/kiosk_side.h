// An enrolled device beside a real county, with nothing between them but a line.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/effects/submission.h"
#include "sync/edge/agent/agent.h"
#include "sync/edge/content/library.h"
#include "tests/temp_folder.h"
#include "tests/uploads/county_side.h"

namespace hall {

using namespace hall::kiosk;

// Carries a request to the county's own router.
class Network final : public Transport {
  public:
    explicit Network(CountySide& county) : county_(county) {}

    // Answers in place of the county if it returns one; asked first.
    std::function<std::optional<Result<HttpResponse>>(const HttpRequest&)> instead;
    // Changes the county's response on its way back.
    std::function<void(const HttpRequest&, Result<HttpResponse>&)> spoil;

    struct Asked {
        std::string method;
        std::string path;
        std::size_t body_bytes = 0;
        int status = 0;  // 0: the line was cut
    };
    std::vector<Asked> asked;

    // How many requests went this way, and the bytes of their bodies.
    int count(const std::string& method, const std::string& path_start) const;
    std::size_t bytes(const std::string& method, const std::string& path_start) const;

    Result<HttpResponse> exchange(const HttpRequest& request) override;

  private:
    CountySide& county_;
};

class KioskSide {
  public:
    // `files`: what the kiosk writes through; the disk if null.
    explicit KioskSide(CountySide& county, Files* files = nullptr);

    // Another device with a copy of this one's disk.
    struct CopyOf {
        const KioskSide& device;
    };
    explicit KioskSide(CopyOf original);

    // Makes a copy of the whole folder, and puts it back later.
    void keep_copy(const Path& to) const;
    void put_back(const Path& from);

    void enrol(std::string_view village = "510681113205");

    // --- The kiosk

    Result<Slip> submit(const std::vector<AttachedFile>& attachments,
                        const std::string& note = "路灯坏了");
    // What the kiosk does when cache.db changed.
    void drop();
    std::int64_t waiting_events();
    AttachmentTotals waiting_attachments();
    std::vector<std::string> parked_reasons();
    bool must_enrol_again();

    // --- The agent

    Agent& agent();  // opened once
    void restart_agent() { agent_.reset(); }
    Round round();
    // Rounds until nothing waits; fails the test after so many.
    int rounds_until_quiet(int rounds_max);

    // --- What staff see

    Json request_of(const Slip& slip);
    std::string attachment_of(const Slip& slip, int number);  // opened; empty if not here

    CountySide& county;
    Network line{county};
    TempFolder temp;
    DataFolder folder{temp.path()};
    DiskFiles disk;
    Files& files;
    Identity identity;

  private:
    std::optional<Agent> agent_;
};

// Bytes that look like a photo to who looks at the first of them, and no two alike.
std::string photo(std::size_t bytes, Random& random);

}  // namespace hall
