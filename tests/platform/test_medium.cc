#include "tests/platform/test_medium.h"

#include "tests/catch.h"

namespace hall::platform {

Result<StickMade> TestMedium::made_by(TestCounty& county, const std::vector<std::string>& villages,
                                      Files* through) {
    DiskFiles disk;
    StickMaker maker({county.executor(), disk, county.platform().tuf(),
                      through == nullptr ? static_cast<Files&>(files) : *through});
    return maker.make(mount, villages);
}

Result<StickTaken> TestMedium::taken_by(TestCounty& county, Files* through) {
    StickTaker taker({county.executor(), county.platform().intake(), county.platform().decryptor(),
                      through == nullptr ? static_cast<Files&>(files) : *through});
    return taker.take(mount);
}

std::string TestMedium::batch_of(TestCounty& county, TestKiosk& kiosk,
                                 const std::vector<std::string>& events) const {
    for (const NamedKey& key : VALUE(county.platform().keys().public_seal_keys())) {
        if (key.to != "county") continue;
        return VALUE(signed_batch({.kiosk = kiosk.id(), .village = kiosk.village()}, events, key,
                                  kiosk.sign_key()));
    }
    FAIL("no key");
    return {};
}

void TestMedium::put(const Path& file, const std::string& bytes) const {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string TestMedium::get(const Path& file) const {
    return VALUE(DiskFiles().read(file, std::uint64_t{64} << 20));
}

std::map<std::string, std::string> TestMedium::all() const {
    std::map<std::string, std::string> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(mount)) {
        if (entry.is_regular_file())
            contents[entry.path().lexically_relative(mount).string()] = get(entry.path());
    }
    return contents;
}

std::vector<Receipt> TestMedium::receipts(TestCounty& county, const std::string& kiosk) const {
    const auto keys = VALUE(county.platform().keys().public_receipt_keys());
    const std::string lines = get(folder.receipts(kiosk));
    std::vector<Receipt> receipts;
    for (std::string_view rest = lines; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        receipts.push_back(VALUE(open_receipt(line, keys)));
    }
    return receipts;
}

Result<std::string> MediumFetcher::metadata(std::string_view name, std::uint64_t bytes_max) {
    const bool of_view = name == "timestamp.json" || name.ends_with(".snapshot.json");
    return medium_.files.read(
        (of_view ? medium_.folder.view(village_) : medium_.folder.metadata()) / name, bytes_max);
}

Result<std::string> MediumFetcher::target(std::string_view path, std::uint64_t bytes_max) {
    return medium_.files.read(medium_.folder.targets() / path, bytes_max);
}

}  // namespace hall::platform
