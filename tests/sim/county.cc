#include "tests/sim/county.h"

#include <algorithm>

#include "platform/commands/commands.h"
#include "platform/desk/request_matters.h"
#include "platform/platform.h"
#include "platform/publish/county_setup.h"
#include "platform/publish/document_check.h"
#include "platform/stick/stick_maker.h"
#include "platform/stick/stick_taker.h"
#include "sync/edge/content/document_text.h"
#include "sync/wire/blob.h"
#include "sync/wire/signature.h"
#include "tests/shipped_schemas.h"

namespace hall::sim {

using namespace hall::platform;

namespace {

const Path county_folder = "/county";

// In the simulator nothing that must work may fail.
template <typename T>
T must(Result<T> result) {
    if (!result.ok()) std::fprintf(stderr, "%s\n", result.error().text().c_str());
    CHECK(result.ok());
    return std::move(result).value();
}
template <>
void must(Result<void> result) {
    if (!result.ok()) std::fprintf(stderr, "%s\n", result.error().text().c_str());
    CHECK(result.ok());
}

Document article(std::string id, const std::string& text) {
    return {.id = std::move(id),
            .type = "article",
            .at = "2026-11-01T01:00:00Z",
            .body = {{"board", "farming"},
                     {"column", "grain"},
                     {"title", text},
                     {"date", "2026-11-01"},
                     {"text", text}}};
}

// Always the same for an id, and compressed by nothing but itself.
std::string long_text(const std::string& id) {
    std::string text;
    while (text.size() < 1000) text += sha256_hex(id + std::to_string(text.size()));
    return text;
}

CountyContent first_content() {
    Town town{std::string(sim_town), "松林镇", {}};
    for (const std::string_view village : sim_villages) {
        town.villages.push_back({std::string(village), "某村", "village"});
    }
    CountyContent content{.places = {.county = "某县", .towns = {town}},
                          .help_phone = "0838-5550110",
                          .help_text = "请按铃",
                          .at = "2026-11-01T00:00:00Z"};
    const Document board{.id = "board-farming",
                         .type = "board",
                         .at = "2026-11-01T01:00:00Z",
                         .body = {{"id", "farming"},
                                  {"name", "农技指导"},
                                  {"emblem", "农"},
                                  {"accent", "farming"},
                                  {"kind", "questions"},
                                  {"line", ""},
                                  {"order", 1},
                                  {"columns", {{{"id", "grain"}, {"name", "粮油"}}}},
                                  {"publishers", {"county"}}}};
    content.files.push_back({"county", "county/boards.json", {board}});
    content.files.push_back({"county", "county/all.json", {article("first", "第一篇")}});
    return content;
}

struct Founded {
    SimDisk disk;
    std::string seal_key;
};

Founded found_county(std::uint64_t seed) {
    Founded made;
    const WorldTime time;
    const MachineClock clock(time);
    Dice dice(seed);
    SimProcess process(made.disk, dice.fork(1), "founding");
    Files& files = process.files();
    must(files.make_folder(county_folder));
    const PlatformFolder folder(county_folder);
    KeyStore keys(files, folder.keys());
    const CountyContent content = first_content();
    must(make_county_keys(keys, content.places, dice));
    {
        const std::unique_ptr<Store> store =
            must(open_sqlite_store(folder.database(), process.vfs()));
        InlineExecutor executor(*store);
        must(executor.run([&](Store& inside) {
            return keep_county_content(inside, keys, shipped_schemas(), content);
        }));
        User officer{"officer", "某人", "county", "", "$"};
        must(executor.run([&](Store& inside) { return inside.people().put_user(officer); }));
        const TufFolder tuf(folder.tuf());
        must(Publisher(files, clock, keys, tuf).found(executor));
    }
    for (const NamedKey& key : must(keys.public_seal_keys())) {
        if (key.to == "county") made.seal_key = key.public_key;
    }
    return made;
}

const Founded& founded_county(SimCounty::Whose whose) {
    static const Founded ours = found_county(1);
    static const Founded outsiders = found_county(2);
    return whose == SimCounty::Whose::ours ? ours : outsiders;
}

// What kiosks may show of a channel: what cannot be read is left out.
void apply(Content& content, const Document& document) {
    content.erase(document.id);
    if (document.gone || !check_readable(document).ok()) return;
    content[document.id] = content_entry(document.rev, document.body);
}

}  // namespace

std::string content_entry(std::int64_t rev, const Json& body) {
    return std::to_string(rev) + ' ' + json_line(body);
}

void SimCounty::found() {
    static_cast<void>(founded_county(Whose::ours));
}

SimCounty::SimCounty(const WorldTime& time, Dice dice, Whose whose)
    : clock_(time), dice_(dice.fork(1)), disk_(founded_county(whose).disk.copy()) {
    seal_key_ = founded_county(whose).seal_key;
    process_ = std::make_unique<SimProcess>(disk_, dice.fork(2), "county");
    open();
}

SimCounty::~SimCounty() = default;

void SimCounty::open() {
    platform_ =
        must(Platform::open({process_->files(), clock_, dice_}, {.data = county_folder,
                                                                 .schemas = shipped_schemas(),
                                                                 .own_thread = false,
                                                                 .vfs = process_->vfs()}));
    note_published();
}

void SimCounty::repair() {
    if (!process_->dead()) return;
    platform_.reset();
    disk_.lose_power(dice_);
    process_->revive();
    clock_.boot();
    open();
}

Result<hall::HttpResponse> SimCounty::answer(const hall::HttpRequest& asked) {
    platform::HttpRequest request = request_to(asked.method, asked.path, asked.body);
    for (const auto& [name, value] : asked.headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        request.headers[lower] = value;
    }
    const platform::HttpResponse answered =
        answer_now(platform_->router(), std::move(request), platform_->executor());
    const Result<std::string> body = body_of(answered, process_->files());
    if (process_->dead() || !body.ok()) return Error(Errc::unavailable, "the county is gone");
    hall::HttpResponse response;
    response.status = answered.status;
    response.body = body.value();
    for (const auto& [name, value] : answered.headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        response.headers[lower] = value;
    }
    if (response.body.size() > asked.bytes_max) {
        if (!asked.part_will_do) return Error(Errc::exhausted, "too long");
        response.body.resize(static_cast<std::size_t>(asked.bytes_max));
        response.broken_off = true;
    }
    return response;
}

std::vector<std::string> SimCounty::channels() const {
    std::vector<std::string> names = {"county", town_channel(sim_town)};
    for (const std::string_view village : sim_villages) names.push_back(village_channel(village));
    return names;
}

std::int64_t SimCounty::version(const std::string& channel) {
    return must(ask<std::int64_t>(
        platform_->executor(), [&](Store& store) { return store.documents().version(channel); }));
}

// Reads what every channel says now, if it says something new.
void SimCounty::note_published() {
    for (const std::string& channel : channels()) {
        const std::int64_t newest = version(channel);
        std::map<std::int64_t, Content>& versions = published_[channel];
        if (newest == 0 || versions.count(newest) != 0) continue;
        const auto all = must(ask<std::vector<Document>>(
            platform_->executor(), [&](Store& store) { return store.documents().all(channel); }));
        const auto waiting =
            must(ask<std::vector<Document>>(platform_->executor(), [&](Store& store) {
                return store.documents().waiting(channel);
            }));
        CHECK(waiting.empty());
        for (const Document& document : all) apply(versions[newest], document);
        versions[newest];
    }
}

// One of a few pictures, so that several documents name the same.
void SimCounty::add_picture(Document& document, Dice& dice) {
    constexpr std::uint64_t pictures = 12;
    Dice picture(1000 + dice.roll(pictures));
    std::string bytes(1 + picture.roll(6000), '\0');
    for (char& c : bytes) c = static_cast<char>(picture.roll(256));
    const std::string sha256 = sha256_hex(bytes);
    Files& files = process_->files();
    const Path folder = TufFolder(PlatformFolder(county_folder).tuf()).blobs();
    if (!files.make_folder(folder).ok()) return;
    if (!files.write_durably(folder / sha256, bytes, FileMode::shared).ok()) return;
    document.body["picture"] = json_of(BlobRef{
        .sha256 = sha256, .bytes = static_cast<std::int64_t>(bytes.size()), .mime = "image/jpeg"});
}

void SimCounty::publish(const std::string& channel, Dice& dice) {
    const int count = 1 + static_cast<int>(dice.roll(3));
    for (int i = 0; i < count && !dead(); ++i) {
        const std::string mark = "内容" + std::to_string(dice.next() % 1'000'000);
        const std::uint64_t number = dice.roll(8);
        Document document = article("d" + std::to_string(number), mark);
        if (dice.chance(150)) document.gone = true;
        if (dice.chance(100)) document.body.erase("title");  // nobody can read it
        if (dice.chance(100)) document.body["text"] = std::string(20'000, 'a');
        // Long, and changed in a few characters only: worth a patch.
        if (number < 4) document.body["text"] = long_text(document.id) + mark;
        if (dice.chance(400)) add_picture(document, dice);
        const Result<void> kept = platform_->executor().run([&](Store& store) -> Result<void> {
            // Withdrawing what never was is nothing to publish.
            if (document.gone && !store.documents().newest({channel, document.id}).ok()) return {};
            TRY(keep_document(store, channel, document));
            return {};
        });
        static_cast<void>(kept);  // the disk may have failed
    }
    if (dead()) return;
    const Result<std::vector<Publication>> done =
        platform_->publisher().publish(platform_->executor(), channel);
    if (dead()) return;
    if (!done.ok()) {
        // An editor presses the button again.
        process_->fail_never();
        must(platform_->publisher().publish(platform_->executor(), channel));
        must(platform_->publisher().repair(platform_->executor()));
    }
    note_published();
}

const Content* SimCounty::published(const std::string& channel, std::int64_t version) const {
    const auto versions = published_.find(channel);
    if (versions == published_.end()) return nullptr;
    const auto found = versions->second.find(version);
    return found == versions->second.end() ? nullptr : &found->second;
}

void SimCounty::work(Dice& dice) {
    const User officer{"officer", "某人", "county", "", "$"};
    const Result<void> worked = platform_->executor().run([&](Store& store) -> Result<void> {
        const std::vector<Request> open = TRY(store.requests().list(
            {.states = {"received", "accepted", "handling"}}, {.offset = 0, .count = 20}));
        if (open.empty()) return {};
        const Request& request = open[dice.roll(open.size())];
        const std::string to = request.state == "received" ? "accepted" : "done";
        const std::string_view line = lines_for(to, request.matter, request.handler).front();
        const Result<Request> moved =
            platform_->desk().move(store, officer, request.id,
                                   {.from = request.state,
                                    .to = to,
                                    .line = std::string(line),
                                    .message = needs_answer(to, request.matter) ? "看过了" : ""});
        return moved.ok() ? Result<void>() : Result<void>(moved.error());
    });
    static_cast<void>(worked);
}

void SimCounty::run_maintenance() {
    static_cast<void>(platform_->run_maintenance());
}

void SimCounty::change_keys(Dice& dice) {
    std::vector<std::string> roles = channels();
    roles.insert(roles.end(), {"root", "targets", "snapshot", "timestamp", "receipt"});
    const CommandResult changed = run_county_command(
        *platform_, {{"keys", "rotate", roles[dice.roll(roles.size())]}, county_folder});
    if (dead()) return;
    if (changed.exit != 0) std::fprintf(stderr, "%s\n", changed.err.c_str());
    CHECK(changed.exit == 0);
    note_published();
}

void SimCounty::take_stick(SimStick& stick) {
    StickTaker taker(
        {platform_->executor(), platform_->intake(), platform_->decryptor(), stick.files()});
    static_cast<void>(taker.take(SimStick::mount()));
}

void SimCounty::make_stick(SimStick& stick, const std::vector<std::string>& villages) {
    StickMaker maker({platform_->executor(), process_->files(), platform_->tuf(), stick.files()},
                     8 << 10);
    static_cast<void>(maker.make(SimStick::mount(), villages));
}

std::string SimCounty::enrolment_code(std::string_view village) {
    return must(ask<std::string>(platform_->executor(), [&](Store& store) {
        return platform_->enrolment().make_code(store, village);
    }));
}

std::optional<SimCounty::Taken> SimCounty::taken(const std::string& event) {
    const Result<StoredEvent> found = ask<StoredEvent>(
        platform_->executor(), [&](Store& store) { return store.events().find(event); });
    if (!found.ok()) return std::nullopt;
    return Taken{found.value().sha256, found.value().kind};
}

std::size_t SimCounty::requests_of(const std::string& slip) {
    return must(ask<std::size_t>(platform_->executor(), [&](Store& store) -> Result<std::size_t> {
        return TRY(store.requests().list({.slip = slip}, {.offset = 0, .count = 50})).size();
    }));
}

std::size_t SimCounty::help_calls_of(const std::string& kiosk, const std::string& village) {
    return must(ask<std::size_t>(platform_->executor(), [&](Store& store) -> Result<std::size_t> {
        const std::vector<StoredHelpCall> calls =
            TRY(store.help_calls().standing(village, clock_.wall_ms() - help_call_ms));
        return static_cast<std::size_t>(
            std::count_if(calls.begin(), calls.end(),
                          [&](const StoredHelpCall& call) { return call.kiosk == kiosk; }));
    }));
}

std::vector<std::int64_t> SimCounty::replies(const std::string& village) {
    const auto stored =
        must(ask<std::vector<StoredReply>>(platform_->executor(), [&](Store& store) {
            return store.replies().after({.village = village, .kiosk = {}, .count_max = 100'000});
        }));
    std::vector<std::int64_t> numbers;
    for (const StoredReply& reply : stored) numbers.push_back(reply.seq);
    return numbers;
}

bool SimCounty::cloned(const std::string& kiosk) {
    return must(ask<bool>(platform_->executor(), [&](Store& store) -> Result<bool> {
        return TRY(store.kiosks().find(kiosk)).cloned;
    }));
}

std::vector<std::string> SimCounty::incidents_of(const std::string& kiosk) {
    return must(ask<std::vector<std::string>>(
        platform_->executor(), [&](Store& store) -> Result<std::vector<std::string>> {
            std::vector<std::string> kinds;
            for (const Incident& incident : TRY(store.events().incidents(1000))) {
                if (incident.kiosk == kiosk) kinds.push_back(incident.kind);
            }
            return kinds;
        }));
}

}  // namespace hall::sim
