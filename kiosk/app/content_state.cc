#include "kiosk/app/content_state.h"

#include <sys/stat.h>

#include <utility>

#include "sync/core/assets.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

// Another one for a file that was put in the place of the one before.
std::uint64_t file_number(const Path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

Result<ContentState> ContentState::open(Files& files, const Clock& clock, DataFolder folder) {
    // Before it is read: one that replaces it meanwhile is read again.
    const std::uint64_t number = file_number(folder.identity());
    Identity identity = TRY(load_identity(files, folder));
    ContentState state(files, clock, std::move(folder), std::move(identity));
    state.identity_file_ = number;
    return state;
}

ContentState::ContentState(Files& files, const Clock& clock, DataFolder folder, Identity enrolled)
    : files_(&files),
      clock_(&clock),
      folder_(std::move(folder)),
      boot_(boot_id(files)),
      enrolled_(std::move(enrolled)),
      identity_(enrolled_) {}

void ContentState::open_library() {
    const std::uint64_t number = file_number(folder_.cache());
    if (library_ && number == library_file_) return;
    library_.reset();
    Result<Library> opened = Library::open(folder_.cache());
    damaged_ = !opened.ok() && opened.error().code() == Errc::corrupt;
    if (!opened.ok()) {
        log_line(LogLevel::info, "no_library", {{"reason", opened.error().text()}});
        return;
    }
    library_ = std::move(opened).value();
    library_file_ = number;
}

// The kiosk may be enrolled again while people use it.
void ContentState::read_identity() {
    const std::uint64_t number = file_number(folder_.identity());
    if (number == identity_file_) return;
    Result<Identity> read = load_identity(*files_, folder_);
    if (!read.ok()) return;
    enrolled_ = std::move(read).value();
    identity_ = enrolled_;
    identity_file_ = number;
}

void ContentState::refresh() {
    read_identity();
    open_library();
    if (!library_) return;
    if (const Result<Places> places = library_->places(); places.ok())
        identity_ = placed(enrolled_, places.value());
    Result<LibraryStatus> read = library_->status(identity_.village);
    if (!read.ok()) {
        // A damaged file: the agent sets it aside, and we open the new one.
        log_line(LogLevel::warning, "library_unreadable", {{"reason", read.error().text()}});
        library_.reset();
        damaged_ = read.error().code() == Errc::corrupt;
        return;
    }
    status_ = std::move(read).value();
    if (Result<Settings> settings = library_->settings(); settings.ok())
        settings_ = std::move(settings).value();
}

LoaderDependencies ContentState::loader(const ui::UiStrings& strings) {
    return {*library_, strings, today(), identity_.town, identity_.village};
}

DeviceNow ContentState::now() const {
    return device_now(status_.time, *clock_, boot_, software_built_ms());
}

EventTime ContentState::event_time() const {
    return {utc_text(now_ms()), now().certain, boot_, clock_->mono_ms()};
}

}  // namespace hall::kiosk
