#include "tests/edge/test_stick.h"

#include <fstream>

#include "sync/wire/published_names.h"
#include "sync/wire/seal.h"
#include "tests/catch.h"

namespace hall {

void TestStick::put(const Path& file, const std::string& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string TestStick::get(const Path& file) {
    return VALUE(DiskFiles().read(file, std::uint64_t{64} << 20));
}

void TestStick::made_by(EnrolledHall& hall, const std::string& kiosk) {
    const tuf::Repository& repository = hall.county.repository;
    const std::string village = FakeCounty::village;
    for (const auto& [name, bytes] : repository.metadata_files) {
        const bool of_view = name == "timestamp.json" || name.ends_with(".snapshot.json");
        put((of_view ? folder.view(village) : folder.metadata()) / name, bytes);
    }
    for (const auto& [path, bytes] : repository.target_files) {
        if (is_target_path(path)) put(folder.targets() / path, bytes);
    }
    for (const auto& [sha256, bytes] : hall.county.blobs) put(folder.blobs() / sha256, bytes);
    std::map<std::int64_t, std::string> pages;
    std::int64_t seq = 0;
    for (const std::string& line : hall.county.reply_lines())
        pages[stick_page_of(++seq)] += line + "\n";
    for (const auto& [page, lines] : pages) put(folder.reply_page(village, page), lines);
    std::string receipts;
    for (const auto& [event, receipt] : hall.county.receipts()) receipts += receipt + "\n";
    if (!receipts.empty()) put(folder.receipts(kiosk), receipts);
}

int TestStick::taken_by(EnrolledHall& hall) {
    int good = 0;
    if (!std::filesystem::exists(folder.all_outboxes())) return good;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.all_outboxes())) {
        if (!entry.is_regular_file()) continue;
        const Result<OpenedBatch> batch = open_batch(
            get(entry.path()),
            [&](std::string_view) -> Result<std::string> { return hall.county.kiosk_key(); });
        if (!batch.ok()) continue;
        const std::string events = VALUE(open_sealed(batch.value().box, hall.seal_key));
        for (const std::string& bytes : VALUE(unpack_batch(events))) hall.county.take_event(bytes);
        ++good;
    }
    return good;
}

StickImport TestStick::imported_by(EnrolledHall& hall, Files& through) {
    AgentOptions options{hall.folder, {}, hall.boot, {}};
    options.built_ms = hall.built_ms;
    options.download = download;
    return VALUE(
        import_stick({hall.files, hall.clock, hall.random, through}, mount, std::move(options)));
}

Result<StickExport> TestStick::exported_by(EnrolledHall& hall, Files& through) {
    return export_to_stick({hall.files, through}, mount, {hall.folder, {}});
}

std::map<std::string, std::string> TestStick::all() const {
    std::map<std::string, std::string> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(mount)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        contents[entry.path().lexically_relative(mount).string()] = {
            std::istreambuf_iterator<char>(in), {}};
    }
    return contents;
}

}  // namespace hall
