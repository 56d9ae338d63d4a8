#include <dlfcn.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "kiosk/devices/paper_module.h"
#include "sync/core/assets.h"

namespace hall::kiosk {

namespace {

Result<const PaperModule*> open_module(const Path& file) {
    void* const opened = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (opened == nullptr) {
        const char* const reason = ::dlerror();
        return Error(Errc::not_found, reason == nullptr ? file.string() : std::string(reason));
    }
    // POSIX has functions come as void pointers (dlsym).
    const auto entry = reinterpret_cast<PaperModuleEntry>(::dlsym(opened, paper_module_entry));
    const PaperModule* module =
        entry == nullptr ? nullptr : entry(std::string(software_version()).c_str());
    if (module != nullptr) return module;
    ::dlclose(opened);
    return Error(Errc::refused, file.string() + ": of another build");
}

}  // namespace

Path paper_module_file() {
    std::error_code failed;
    const Path program = std::filesystem::read_symlink("/proc/self/exe", failed);
    return program.parent_path() / "hall-paper.so";
}

Result<const PaperModule*> load_paper_module(const Path& file) {
    static std::mutex loading;
    static std::map<Path, const PaperModule*> loaded;
    const std::lock_guard lock(loading);
    const auto found = loaded.find(file);
    if (found != loaded.end()) return found->second;
    const PaperModule* const module = TRY(open_module(file));
    loaded[file] = module;
    return module;
}

}  // namespace hall::kiosk
