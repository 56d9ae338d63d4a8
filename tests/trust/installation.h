// A client as it lives on a board: its folder of trusted metadata stays, the program is
// started anew for every command.

#pragma once

#include <map>
#include <string>

#include "sync/core/files.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"
#include "tests/trust/repository.h"
#include "tests/wire/seeded_random.h"

namespace hall::tuf {

struct Installation {
    static constexpr std::int64_t start_ms = 1'795'424'400'000;  // 2026-11-23T09:00:00Z

    TempFolder folder;
    DiskFiles files;
    SeededRandom random;
    std::int64_t now_ms = start_ms;
    Repository repository{random, start_ms};
    ClientLimits limits;
    Expiry expiry = Expiry::enforced;
    std::string view;

    Installation() {
        REQUIRE_OK(Client::init(files, folder.path(), repository.metadata_files.at("1.root.json")));
    }

    Result<Client> open() { return Client::open(files, folder.path(), limits, expiry, view); }

    Result<void> refresh() {
        Client client = TRY(open());
        return client.refresh(repository, now_ms);
    }

    // What `hall-check tuf download` does, without the file.
    Result<std::string> download(const std::string& path) {
        Client client = TRY(open());
        TRY(client.refresh(repository, now_ms));
        return client.download(repository, TRY(client.find(repository, path, now_ms)));
    }

    std::string stored(const std::string& role) {
        const Result<std::string> bytes =
            files.read(folder.path() / (file_name_of(role) + ".json"), 10'000'000);
        return bytes.ok() ? bytes.value() : std::string();
    }

    // The version trusted on the disk; 0 if there is none.
    std::int64_t version(const std::string& role) {
        const std::string bytes = stored(role);
        return bytes.empty() ? 0 : Json::parse(bytes).at("signed").at("version").get<int>();
    }

    // Versions of everything on the disk, by the name of its file without ".json".
    std::map<std::string, std::int64_t> versions() {
        std::map<std::string, std::int64_t> all;
        for (const std::string& name : VALUE(files.list(folder.path()))) {
            REQUIRE(name.ends_with(".json"));
            const Json file = Json::parse(VALUE(files.read(folder.path() / name, 10'000'000)));
            all[name.substr(0, name.size() - 5)] = file.at("signed").at("version").get<int>();
        }
        return all;
    }
};

using Versions = std::map<std::string, std::int64_t>;
using Names = std::vector<std::string>;

}  // namespace hall::tuf
