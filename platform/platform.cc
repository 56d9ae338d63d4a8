#include "platform/platform.h"

#include "platform/desk/county_calendar.h"
#include "platform/store/group_commit.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

std::unique_ptr<StoreExecutor> make_gate(Store& store, bool own_thread) {
    if (own_thread) return std::make_unique<GroupCommit>(store);
    return std::make_unique<InlineExecutor>(store);
}

}  // namespace

struct Platform::Loaded {
    std::unique_ptr<Store> store;
    StatementSigner signer;
    KeyDecryptor decryptor;
    WorkCalendar calendar;
};

Result<std::unique_ptr<Platform>> Platform::open(Dependencies dependencies,
                                                 const PlatformOptions& options) {
    const PlatformFolder folder(options.data);
    if (!dependencies.files.size(folder.database()).ok()) {
        return Error(Errc::not_found, folder.root().string() + ": no county is here");
    }
    const KeyStore keys(dependencies.files, folder.keys());
    std::unique_ptr<Store> store = TRY(open_sqlite_store(folder.database(), options.vfs));
    const std::vector<NamedKey> known = TRY(known_receipt_keys(*store));
    StatementSigner signer = TRY(StatementSigner::load(keys, known, dependencies.clock.wall_ms()));
    KeyDecryptor decryptor = TRY(KeyDecryptor::load(keys));
    WorkCalendar days = TRY(calendar_of_county(*store));
    Loaded loaded{.store = std::move(store),
                  .signer = std::move(signer),
                  .decryptor = std::move(decryptor),
                  .calendar = std::move(days)};
    std::unique_ptr<Platform> platform(new Platform(dependencies, options, std::move(loaded)));
    TRY_IN("repair", platform->publisher_.repair(platform->executor()));
    TRY_IN("sweep", platform->uploads_.sweep(platform->executor()));
    return platform;
}

Platform::Platform(Dependencies dependencies, const PlatformOptions& options, Loaded loaded)
    : dependencies_(dependencies),
      store_(std::move(loaded.store)),
      executor_(make_gate(*store_, options.own_thread)),
      keys_(dependencies.files, PlatformFolder(options.data).keys()),
      tuf_(PlatformFolder(options.data).tuf()),
      signer_(std::move(loaded.signer)),
      decryptor_(std::move(loaded.decryptor)),
      schemas_(options.schemas),
      publisher_(dependencies.files, dependencies.clock, keys_, tuf_),
      replies_(dependencies.clock, signer_),
      enrolment_(dependencies.clock, dependencies.random, publisher_.metadata(), replies_),
      intake_(dependencies.clock, signer_, replies_),
      uploads_({dependencies.files, dependencies.clock, signer_,
                PlatformFolder(options.data).uploads(),
                PlatformFolder(options.data).attachments()}),
      desk_(dependencies.clock, decryptor_, replies_, std::move(loaded.calendar)),
      help_(dependencies.clock),
      publishing_(dependencies.clock, dependencies.random, schemas_),
      sessions_(dependencies.clock, dependencies.random, options.secure),
      kiosk_routes_({dependencies.clock, signer_, intake_, enrolment_}),
      upload_routes_({dependencies.clock, kiosk_routes_.nonces(), uploads_}),
      console_routes_(
          {dependencies.clock, dependencies.random, sessions_, desk_, uploads_, help_}),
      publishing_routes_({dependencies.clock, sessions_, publishing_, publisher_}) {
    add_static_routes(router_, tuf_, dependencies.files);
    kiosk_routes_.add_to(router_);
    upload_routes_.add_to(router_);
    console_routes_.add_to(router_);
    publishing_routes_.add_to(router_);
    add_console_pages(router_);
}

Platform::~Platform() = default;

Result<void> Platform::reload_keys() {
    const std::vector<NamedKey> known = TRY(ask<std::vector<NamedKey>>(
        *executor_, [](Store& store) { return known_receipt_keys(store); }));
    TRY(signer_.load_again(keys_, known, dependencies_.clock.wall_ms()));
    return decryptor_.load_again(keys_);
}

Result<void> Platform::run_maintenance() {
    constexpr std::size_t open_count_max = 100;
    constexpr std::int64_t renew_ms = 3'600'000;
    constexpr std::int64_t collect_ms = 86'400'000;
    constexpr std::int64_t failures_kept_ms = 86'400'000;
    // In small jobs, so that batches from kiosks get in between.
    for (std::size_t opened = open_count_max; opened == open_count_max;) {
        opened = TRY(ask<std::size_t>(
            *executor_, [this](Store& store) { return desk_.open_new(store, open_count_max); }));
    }
    const std::int64_t mono_ms = dependencies_.clock.mono_ms();
    if (renewed_mono_ms_ >= 0 && mono_ms - renewed_mono_ms_ < renew_ms) return {};
    renewed_mono_ms_ = mono_ms;
    const std::int64_t now_ms = dependencies_.clock.wall_ms();
    TRY(executor_->run([now_ms](Store& store) -> Result<void> {
        TRY(store.people().end_sessions_unused_since(now_ms - session_idle_ms));
        TRY(store.people().forget_login_failures_before(now_ms - failures_kept_ms));
        return store.kiosks().forget_codes_before(now_ms - enrolment_code_ms);
    }));
    TRY(reload_keys());
    TRY(follow_calendar());
    TRY(uploads_.end_unfinished(*executor_));
    TRY(publisher_.renew(*executor_));
    if (collected_mono_ms_ >= 0 && mono_ms - collected_mono_ms_ < collect_ms) return {};
    collected_mono_ms_ = mono_ms;
    return publisher_.collect(*executor_);
}

Result<void> Platform::follow_calendar() {
    const Date today = desk_.today();
    const std::string warning =
        TRY(ask<std::string>(*executor_, [&](Store& store) -> Result<std::string> {
            TRY(desk_.take_calendar(store));
            return calendar_warning(desk_.calendar(), today);
        }));
    if (warning.empty() || warned_ == today) return {};
    warned_ = today;
    log_line(LogLevel::warning, "calendar_missing", {{"what", warning}});
    return {};
}

}  // namespace hall::platform
