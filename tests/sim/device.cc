#include "tests/sim/device.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/edge/device/enrolment_store.h"
#include "sync/edge/events/receipted_events.h"
#include "sync/edge/search/tokenizer.h"
#include "sync/edge/stick/stick_export.h"
#include "sync/edge/stick/stick_import.h"
#include "sync/wire/blob.h"
#include "sync/wire/event.h"
#include "sync/wire/receipt.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall::sim {

namespace {

// Every mark begins so: an identity number of an area that is not assigned and a year in
// which nobody alive was born.
constexpr const char* mark_start = "99000018";

const Path device_folder = "/device";

// A small disk's. An event of a few hundred bytes may take a dozen pages of the log and a
// new mark.
constexpr StoragePolicy storage = {
    .reserve_bytes = 128 << 10,
    .event_bytes = 64 << 10,
    .text_floor_bytes = 64 << 10,
    .blob_floor_bytes = 256 << 10,
};

// As it is, and as it stands inside base64, wherever in a group of three it begins.
std::vector<std::string> readable_forms(const std::string& mark) {
    std::vector<std::string> forms = {mark};
    for (std::size_t before = 0; before < 3; ++before) {
        const std::string text = base64_of(std::string(before, ' ') + mark);
        const std::size_t first = before == 0 ? 0 : before + 1;
        const std::size_t last = (before + mark.size()) * 8 / 6;  // whole characters
        forms.push_back(text.substr(first, last - first));
    }
    return forms;
}

// What every device begins with, made once by the program itself: making its tables took a
// twentieth of every run.
const std::string& empty_cache() {
    static const std::string bytes = [] {
        SimDisk disk;
        SimProcess process(disk, Dice(1), "cache");
        const Path file = "/cache.db";
        CHECK(Cache::open(process.files(), file, process.vfs()).ok());
        return disk.find(file.string())->now;
    }();
    return bytes;
}

// Nothing was done to it that is not over.
bool works(const SimProcess& process) {
    return !process.dead() && !process.fault_waits();
}

std::string name_of_process(int device, const char* which) {
    return "device-" + std::to_string(device) + "-" + which;
}

}  // namespace

SimDevice::SimDevice(SimCounty& county, WorldTime& time, Dice dice, int number)
    : county_(county),
      time_(time),
      dice_(dice.fork(1)),
      number_(number),
      clock_(time),
      network_(county, time),
      folder_(device_folder) {
    disk_.marks = readable_forms(mark_start);
    kiosk_process_ =
        std::make_unique<SimProcess>(disk_, dice.fork(2), name_of_process(number, "kiosk"));
    agent_process_ =
        std::make_unique<SimProcess>(disk_, dice.fork(3), name_of_process(number, "agent"));
    eye_process_ =
        std::make_unique<SimProcess>(disk_, dice.fork(4), name_of_process(number, "eye"));
    eye_process_->take_no_room();
    network_.watch = [this](std::string_view where, std::string_view bytes) {
        disk_.watch(where, bytes);
    };
}

SimDevice::~SimDevice() = default;

void SimDevice::enrol(std::string_view village) {
    Files& files = agent_process_->files();
    const DeviceKeys keys = load_or_make_device_keys(files, folder_, dice_).value();
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/v1/enrol";
    EnrolmentRequest enrolment{county_.enrolment_code(village), keys.sign.public_key(),
                               keys.box.public_key()};
    sign_enrolment(enrolment, keys.sign);
    request.body = bytes_of(enrolment);
    const HttpResponse response = county_.answer(request).value();
    CHECK(response.status == 200);
    identity_ = store_enrolment(files, folder_, "http://127.0.0.1",
                                parse_enrolment_response(response.body).value())
                    .value();
    CHECK(files.write_durably(folder_.cache(), empty_cache(), FileMode::shared).ok());
    open_kiosk();
    open_agent();
}

void SimDevice::open_kiosk() {
    outbox_.reset();
    OutboxLimits limits;
    limits.events_max = events_max;
    limits.storage = storage;
    limits.vfs = kiosk_process_->vfs();
    Result<Outbox> outbox = Outbox::open(kiosk_process_->files(), folder_, limits);
    if (outbox.ok()) {
        outbox_.emplace(std::move(outbox).value());
    } else if (works(*kiosk_process_) && disk_.find(folder_.outbox_reserve().string()) != nullptr) {
        shut_out_ = true;
    }
}

void SimDevice::close_kiosk() {
    outbox_.reset();
    view_.reset();
}

AgentOptions SimDevice::agent_options() {
    AgentOptions options{.folder = folder_, .check = {}, .boot = {}, .vfs = {}};
    // No two machines share the id of a boot.
    options.boot = std::to_string(number_) + "-boot-" + std::to_string(boots_);
    options.vfs = agent_process_->vfs();
    options.storage = storage;
    options.download = {.piece_bytes = 2000, .progress_bytes_min = 200};
    return options;
}

void SimDevice::open_agent() {
    agent_.emplace(AgentDependencies{agent_process_->files(), clock_, dice_, network_},
                   agent_options());
    note_opened(agent_->open().ok());
}

// The loop opens its agent also in the midst of its work.
void SimDevice::note_opened(bool opened) {
    if (!opened && works(*agent_process_) &&
        !(disk_.names_below(folder_.blobs().string()).empty() &&
          disk_.names_below(folder_.staging().string()).empty())) {
        shut_out_ = true;
    }
    // Also where it did so and then found no room for a new one.
    if (damaged_cache_ && disk_.find(folder_.cache().string()) != damaged_cache_) {
        cache_quarantined_ = true;
        damaged_cache_.reset();
    }
}

Event SimDevice::make_event(std::string_view kind, std::string_view mark) {
    Event event;
    event.id = uuid_v7(clock_.wall_ms(), dice_);
    event.kiosk = identity_.kiosk;
    event.epoch = outbox_->epoch();
    event.counter = outbox_->next_counter();
    event.village = identity_.village;
    event.kind = kind;
    event.time.wall = utc_text(std::max<std::int64_t>(clock_.wall_ms(), 0));
    if (!must_be_sealed(kind)) {
        event.time.certain = true;
        event.body =
            kind == name_of(EventKind::help_call) ? json_of(HelpCall{"form"}) : Json{{"of", "d1"}};
        return event;
    }
    event.slip = slip_number(identity_.short_id, event.counter);
    SealedBody body;
    body.event = event.id;
    body.kiosk = event.kiosk;
    body.kind = event.kind;
    body.form = "service-allowance";
    body.form_version = 1;
    body.slip = event.slip;
    body.body = Json{{"id_number", mark}};
    event.sealed = SealedPart{"county", key_id_of(county_.seal_key()),
                              seal(plain_of(body), county_.seal_key()).value()};
    return event;
}

bool SimDevice::submit(Dice& dice) {
    if (!outbox_) open_kiosk();
    if (!outbox_) return false;
    // Nobody starts to fill in a form when there is no room for it.
    if (!outbox_->room().ok()) return false;
    const std::string mark = mark_start + std::to_string(1'000'000'000 + dice.roll(900'000'000));
    const std::string_view kind = dice.chance(700)   ? name_of(EventKind::request)
                                  : dice.chance(300) ? name_of(EventKind::help_call)
                                                     : name_of(EventKind::like);
    const Event event = make_event(kind, mark);
    const bool nonsense = event.kind == "like" && dice.chance(100);
    const std::string bytes =
        nonsense ? json_line({{"id", event.id}, {"kind", "like"}}) : bytes_of(event);
    const Result<std::int64_t> position =
        outbox_->append({event.id, event.kind, event.slip, bytes});
    if (!position.ok()) {
        if (position.error().code() == Errc::exhausted && !kiosk_process_->fault_waits()) {
            typed_in_vain_ = true;
        }
        // Whether it was stored is unknown, so the outbox is opened again (outbox.h).
        if (position.error().code() == Errc::unavailable && !kiosk_process_->dead()) open_kiosk();
        return false;
    }
    saved_.push_back({event.id, event.kind, event.slip, sha256_hex(bytes), event.epoch,
                      event.counter, mark, false, nonsense});
    return true;
}

// As the kiosk's own program does (kiosk/app/app.cc).
Library* SimDevice::library_of_kiosk() {
    const SimDisk::File file = disk_.find(folder_.cache().string());
    if (view_ && view_->file == file) return &view_->library;
    view_.reset();
    Result<Library> library = Library::open(folder_.cache(), kiosk_process_->vfs());
    if (!library.ok()) return nullptr;
    view_.emplace(View{file, std::move(library).value()});
    return &view_->library;
}

void SimDevice::drop_receipted() {
    if (!outbox_) open_kiosk();
    if (!outbox_) return;
    Library* const library = library_of_kiosk();
    if (library == nullptr) return;
    if (drop_delivered(*outbox_, *library).ok() || kiosk_process_->dead()) return;
    view_.reset();
    open_kiosk();
}

bool SimDevice::agent_steps(int count, Dice& dice) {
    network_.dice = dice.fork(7);
    if (!agent_) open_agent();
    const bool reserved = disk_.find(folder_.outbox_reserve().string()) != nullptr;
    const bool ended = step_agent(count);
    if (reserved && disk_.find(folder_.outbox_reserve().string()) == nullptr) {
        reserve_was_taken_ = true;
    }
    return ended;
}

bool SimDevice::step_agent(int count) {
    for (int i = 0; i < count && agent_ && !agent_process_->dead(); ++i) {
        const bool was_open = agent_->agent() != nullptr;
        const std::int64_t lost_before = agent_->caches_lost();
        const SimDisk::File cache = disk_.find(folder_.cache().string());
        const Result<std::optional<std::int64_t>> rest = agent_->step();
        if (agent_->caches_lost() > lost_before) damaged_cache_ = cache;
        // It opens what it closed, or never could.
        const bool could_open = agent_->agent() != nullptr || agent_->round().has_value();
        if (!was_open) note_opened(could_open);
        // One that could not be opened, or lost its cache, has not ended a round.
        const bool ended = agent_->round().has_value();
        if (!rest.ok()) agent_.reset();  // its supervisor starts it again
        if (!rest.ok() || rest.value()) return rest.ok() && ended;
    }
    return false;
}

void SimDevice::round(Dice& dice) {
    constexpr int steps_max = 500;
    agent_steps(steps_max, dice);
}

void SimDevice::export_to(SimStick& stick) {
    stick.disk().marks = disk_.marks;
    const StickExportOptions options{folder_, agent_process_->vfs(), 8 << 10};
    // A stick that fails, is full, or is in the way of itself is no news to the device.
    static_cast<void>(
        export_to_stick({agent_process_->files(), stick.files()}, SimStick::mount(), options));
}

void SimDevice::import_from(SimStick& stick) {
    // The agent sets a damaged cache aside when it opens it, and then lets the command have
    // its turn.
    if (!agent_ || agent_->agent() == nullptr) open_agent();
    if (agent_->agent() == nullptr) return;
    agent_.reset();
    // Whatever comes of it; the agent opens again with its next step.
    const Result<StickImport> import =
        import_stick({agent_process_->files(), clock_, dice_, stick.files()}, SimStick::mount(),
                     agent_options());
    static_cast<void>(import);
}

void SimDevice::repair(bool power, Dice& dice) {
    if (power) {
        kiosk_process_->kill();
        agent_process_->kill();
        eye_process_->kill();
    }
    const bool kiosk_died = kiosk_process_->dead();
    const bool agent_died = agent_process_->dead();
    if (kiosk_died) close_kiosk();
    if (agent_died) agent_.reset();
    if (power) {
        eye_.reset();
        disk_.lose_power(dice);
        clock_.boot();
        ++boots_;
    }
    kiosk_process_->revive();
    agent_process_->revive();
    eye_process_->revive();
    if (kiosk_died) open_kiosk();
    if (agent_died) open_agent();
}

void SimDevice::damage_cache(Dice& dice) {
    agent_process_->kill();
    agent_.reset();
    view_.reset();
    eye_.reset();
    agent_process_->revive();
    const SimDisk::File file = disk_.find(folder_.cache().string());
    if (file != nullptr && file->now.size() > 4096) {
        // The first page holds what every other depends on.
        for (int i = 0; i < 40; ++i) {
            const std::size_t at = dice.roll(4096);
            CHECK(disk_.write(*file, at, std::string(1, static_cast<char>(dice.roll(256)))));
        }
        disk_.sync(folder_.cache().string(), *file);
        damaged_cache_ = file;
    }
    open_agent();
}

void SimDevice::rot(Dice& dice) {
    std::vector<std::string> names;
    for (const Path& folder : {folder_.blobs(), folder_.staging(), folder_.tuf()}) {
        for (std::string& name : disk_.names_below(folder.string())) {
            // Trust begins there, and comes from nowhere else.
            if (Path(name).filename() != "root.json") names.push_back(std::move(name));
        }
    }
    if (names.empty()) return;
    const std::string& name = names[dice.roll(names.size())];
    const SimDisk::File file = disk_.find(name);
    if (file->now.empty()) return;
    const std::size_t at = dice.roll(file->now.size());
    const auto turned = static_cast<char>(file->now[at] ^ static_cast<char>(1 << dice.roll(8)));
    CHECK(disk_.write(*file, at, std::string(1, turned)));
    disk_.sync(name, *file);
    rotten_.insert(file);
}

// --- Copies

void SimDevice::keep_copy_of_outbox() {
    Copy copy;
    for (const char* suffix : {"", "-wal"}) {
        const std::string name = folder_.outbox().string() + suffix;
        if (const SimDisk::File file = disk_.find(name)) copy.files[name] = file->now;
    }
    copy.ids = outbox_ids();
    copy_ = std::move(copy);
}

void SimDevice::put_copy_of_outbox_back(Dice& dice) {
    if (!copy_) return;
    kiosk_process_->kill();
    agent_process_->kill();
    close_kiosk();
    agent_.reset();
    kiosk_process_->revive();
    agent_process_->revive();
    for (const char* suffix : {"", "-wal", "-shm"}) {
        disk_.remove(folder_.outbox().string() + suffix);
    }
    for (const auto& [name, bytes] : copy_->files) {
        // Who copies by hand makes room first: what is put back may be larger than what it
        // replaces, on a disk that is full.
        disk_.capacity_bytes = std::max(disk_.capacity_bytes, disk_.used_bytes() + bytes.size());
        const SimDisk::File file = disk_.create(name);
        CHECK(disk_.write(*file, 0, bytes));
        disk_.sync(name, *file);
    }
    disk_.sync_names();
    for (Saved& saved : saved_) {
        if (copy_->ids.count(saved.id) == 0) saved.lost_by_hand = true;
    }
    static_cast<void>(dice);
    open_kiosk();
    open_agent();
}

std::unique_ptr<SimDevice> SimDevice::clone(Dice dice, int number) {
    // The card is copied while the machine is off.
    Dice power = dice.fork(9);
    kiosk_process_->kill();
    agent_process_->kill();
    eye_process_->kill();
    close_kiosk();
    agent_.reset();
    eye_.reset();
    disk_.lose_power(power);
    kiosk_process_->revive();
    agent_process_->revive();
    eye_process_->revive();
    auto twin = std::make_unique<SimDevice>(county_, time_, dice, number);
    twin->disk_ = disk_.copy();
    twin->disk_.marks = disk_.marks;
    for (const std::string& name : disk_.names_below(folder_.root().string())) {
        if (has_rotted(disk_.find(name))) twin->rotten_.insert(twin->disk_.find(name));
    }
    twin->identity_ = identity_;
    twin->is_clone_ = true;
    is_clone_ = true;
    clock_.boot();
    ++boots_;
    open_kiosk();
    open_agent();
    twin->open_kiosk();
    twin->open_agent();
    return twin;
}

// --- For the invariants

Database* SimDevice::cache_for_reading() {
    const SimDisk::File file = disk_.find(folder_.cache().string());
    if (eye_ && eye_->file == file) return &eye_->database;
    eye_.reset();
    Result<Database> cache = Database::open(
        folder_.cache(),
        {.mode = OpenMode::read, .vfs = eye_process_->vfs(), .extension = register_tokenizer});
    if (!cache.ok()) return nullptr;
    const Result<std::int64_t> version = cache.value().version();
    if (!version.ok() || version.value() == 0) return nullptr;
    eye_.emplace(Eye{file, std::move(cache).value()});
    return &eye_->database;
}

bool SimDevice::cache_changed() {
    Database* cache = cache_for_reading();
    if (cache == nullptr) return false;
    Statement select = cache->prepare("PRAGMA data_version").value();
    CHECK(select.step().value());
    const std::int64_t version = select.integer(0);
    return std::exchange(eye_->data_version, version) != version;
}

// A full disk may keep the kiosk closed; what it holds is read all the same.
std::set<std::string> SimDevice::outbox_ids() {
    if (!outbox_) open_kiosk();
    if (outbox_) {
        std::vector<std::string> listed = outbox_->ids(1000).value();
        return {listed.begin(), listed.end()};
    }
    OutboxReader reader = OutboxReader::open(folder_, eye_process_->vfs()).value();
    std::set<std::string> ids;
    for (std::int64_t position = 0;;) {
        const OutboxReader::Batch batch = reader.next(position).value();
        if (batch.events.empty() && batch.damaged.empty()) return ids;
        for (const OutboxEvent& event : batch.events) {
            ids.insert(event.id);
            position = event.position;
        }
        ids.insert(batch.damaged.begin(), batch.damaged.end());
        if (batch.events.empty()) return ids;
    }
}

std::int64_t SimDevice::outbox_size() {
    if (!outbox_) open_kiosk();
    if (outbox_) return outbox_->size().value();
    return OutboxReader::open(folder_, eye_process_->vfs()).value().size().value();
}

std::int64_t SimDevice::channel_version(const std::string& channel) {
    Database* cache = cache_for_reading();
    if (cache == nullptr) return 0;
    Statement select = cache->prepare("SELECT version FROM channels WHERE name=?").value();
    return select.bind(1, channel).step().value() ? select.integer(0) : 0;
}

Content SimDevice::shown(const std::string& channel) {
    Content content;
    Database* cache = cache_for_reading();
    if (cache == nullptr) return content;
    Statement select =
        cache->prepare("SELECT id, rev, body FROM documents WHERE channel=?").value();
    select.bind(1, channel);
    while (select.step().value()) {
        content[select.text(0)] = std::to_string(select.integer(1)) + ' ' + select.text(2);
    }
    return content;
}

std::vector<Receipt> SimDevice::receipts() {
    std::vector<Receipt> receipts;
    Database* cache = cache_for_reading();
    if (cache == nullptr) return receipts;
    Statement select =
        cache->prepare("SELECT event, sha256, state, number, at, reason FROM receipts").value();
    while (select.step().value()) {
        receipts.push_back({select.text(0), select.text(1), select.text(2), select.text(3),
                            select.text(4), select.text(5)});
    }
    return receipts;
}

std::vector<std::int64_t> SimDevice::replies() {
    std::vector<std::int64_t> numbers;
    Database* cache = cache_for_reading();
    if (cache == nullptr) return numbers;
    Statement select = cache->prepare("SELECT seq FROM replies ORDER BY seq").value();
    while (select.step().value()) numbers.push_back(select.integer(0));
    return numbers;
}

std::vector<std::pair<std::string, std::string>> SimDevice::refused_documents() {
    std::vector<std::pair<std::string, std::string>> refused;
    Database* cache = cache_for_reading();
    if (cache == nullptr) return refused;
    Statement select = cache->prepare("SELECT id, reason FROM refused").value();
    while (select.step().value()) refused.emplace_back(select.text(0), select.text(1));
    return refused;
}

std::int64_t SimDevice::time_floor_ms() {
    Database* cache = cache_for_reading();
    if (cache == nullptr) return 0;
    Statement select = cache->prepare("SELECT value FROM facts WHERE name='time_floor'").value();
    if (!select.step().value()) return 0;
    const Result<std::int64_t> floor = parse_utc_ms(select.text(0));
    return floor.ok() ? floor.value() : 0;
}

std::map<std::string, SimDisk::File> SimDevice::blobs() const {
    std::map<std::string, SimDisk::File> found;
    for (const std::string& name : disk_.names_below(folder_.blobs().string())) {
        const std::string last = Path(name).filename().string();
        if (is_blob_name(last)) found[last] = disk_.find(name);
    }
    return found;
}

std::size_t SimDevice::missing_blobs() {
    Database* cache = cache_for_reading();
    if (cache == nullptr) return 0;
    std::size_t missing = 0;
    Statement select = cache->prepare("SELECT DISTINCT sha256 FROM blob_names").value();
    while (select.step().value()) {
        missing += disk_.find(folder_.blob(select.text(0)).string()) == nullptr ? 1 : 0;
    }
    return missing;
}

std::size_t SimDevice::spoilt_blobs() const {
    std::size_t spoilt = 0;
    for (const auto& [name, file] : blobs()) {
        spoilt += has_rotted(file) && sha256_hex(file->now) != name ? 1 : 0;
    }
    return spoilt;
}

bool SimDevice::in_step(const std::string& channel) {
    return channel_version(channel) == county_.version(channel);
}

}  // namespace hall::sim
