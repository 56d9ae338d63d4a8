#include "platform/platform.h"

#include "platform/desk/county_calendar.h"
#include "platform/store/group_commit.h"
#include "sync/core/log.h"

namespace hall {

namespace {

std::unique_ptr<StoreGate> make_gate(Store& store, bool own_thread) {
    if (own_thread) return std::make_unique<GroupCommit>(store);
    return std::make_unique<InlineGate>(store);
}

}  // namespace

struct Platform::Loaded {
    std::unique_ptr<Store> store;
    NoteSigner notes;
    KeyOpener opener;
    WorkCalendar calendar;
};

Result<std::unique_ptr<Platform>> Platform::open(World world, const PlatformOptions& options) {
    const PlatformFolder folder(options.data);
    if (!world.files.size(folder.database()).ok()) {
        return Error(Errc::not_found, folder.root().string() + ": no county is here");
    }
    const KeyStore keys(world.files, folder.keys());
    std::unique_ptr<Store> store = TRY(open_sqlite_store(folder.database(), options.vfs));
    const std::vector<NamedKey> known = TRY(known_receipt_keys(*store));
    NoteSigner notes = TRY(NoteSigner::load(keys, known, world.clock.wall_ms()));
    KeyOpener opener = TRY(KeyOpener::load(keys));
    WorkCalendar days = TRY(calendar_of_county(*store));
    Loaded loaded{.store = std::move(store),
                  .notes = std::move(notes),
                  .opener = std::move(opener),
                  .calendar = std::move(days)};
    std::unique_ptr<Platform> platform(new Platform(world, options, std::move(loaded)));
    TRY_IN("mend", platform->publisher_.mend(platform->gate()));
    TRY_IN("sweep", platform->uploads_.sweep(platform->gate()));
    return platform;
}

Platform::Platform(World world, const PlatformOptions& options, Loaded loaded)
    : world_(world),
      store_(std::move(loaded.store)),
      gate_(make_gate(*store_, options.own_thread)),
      keys_(world.files, PlatformFolder(options.data).keys()),
      tuf_(PlatformFolder(options.data).tuf()),
      notes_(std::move(loaded.notes)),
      opener_(std::move(loaded.opener)),
      schemas_(options.schemas),
      publisher_(world.files, world.clock, keys_, tuf_),
      replies_(world.clock, notes_),
      enrolment_(world.clock, world.random, publisher_.metadata(), replies_),
      intake_(world.clock, notes_, replies_),
      uploads_({world.files, world.clock, notes_, PlatformFolder(options.data).uploads(),
                PlatformFolder(options.data).attachments()}),
      desk_(world.clock, opener_, replies_, std::move(loaded.calendar)),
      help_(world.clock),
      sessions_(world.clock, world.random, options.secure),
      kiosk_routes_({world.clock, notes_, intake_, enrolment_}),
      upload_routes_({world.clock, kiosk_routes_.nonces(), uploads_}),
      console_routes_({world.clock, world.random, sessions_, desk_, uploads_, help_}) {
    add_static_routes(router_, tuf_, world.files);
    kiosk_routes_.add_to(router_);
    upload_routes_.add_to(router_);
    console_routes_.add_to(router_);
    add_console_pages(router_);
}

Platform::~Platform() = default;

Result<void> Platform::reload_keys() {
    const std::vector<NamedKey> known = TRY(
        ask<std::vector<NamedKey>>(*gate_, [](Store& store) { return known_receipt_keys(store); }));
    TRY(notes_.load_again(keys_, known, world_.clock.wall_ms()));
    return opener_.load_again(keys_);
}

Result<void> Platform::keep_house() {
    constexpr std::size_t open_count_max = 100;
    constexpr std::int64_t renew_ms = 3'600'000;
    constexpr std::int64_t collect_ms = 86'400'000;
    constexpr std::int64_t failures_kept_ms = 86'400'000;
    // In small jobs, so that batches from kiosks get in between.
    for (std::size_t opened = open_count_max; opened == open_count_max;) {
        opened = TRY(ask<std::size_t>(
            *gate_, [this](Store& store) { return desk_.open_new(store, open_count_max); }));
    }
    const std::int64_t mono_ms = world_.clock.mono_ms();
    if (renewed_mono_ms_ >= 0 && mono_ms - renewed_mono_ms_ < renew_ms) return {};
    renewed_mono_ms_ = mono_ms;
    const std::int64_t now_ms = world_.clock.wall_ms();
    TRY(gate_->run([now_ms](Store& store) -> Result<void> {
        TRY(store.people().end_sessions_unused_since(now_ms - session_idle_ms));
        TRY(store.people().forget_login_failures_before(now_ms - failures_kept_ms));
        return store.kiosks().forget_codes_before(now_ms - enrolment_code_ms);
    }));
    TRY(reload_keys());
    TRY(follow_calendar());
    TRY(uploads_.end_unfinished(*gate_));
    TRY(publisher_.renew(*gate_));
    if (collected_mono_ms_ >= 0 && mono_ms - collected_mono_ms_ < collect_ms) return {};
    collected_mono_ms_ = mono_ms;
    return publisher_.collect(*gate_);
}

Result<void> Platform::follow_calendar() {
    const Date today = desk_.today();
    const std::string warning =
        TRY(ask<std::string>(*gate_, [&](Store& store) -> Result<std::string> {
            TRY(desk_.take_calendar(store));
            return calendar_warning(desk_.calendar(), today);
        }));
    if (warning.empty() || warned_ == today) return {};
    warned_ = today;
    log_line(LogLevel::warning, "calendar_missing", {{"what", warning}});
    return {};
}

}  // namespace hall
