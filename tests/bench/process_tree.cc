#include "tests/bench/process_tree.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "sync/core/check.h"

namespace hall {

namespace {

namespace fs = std::filesystem;

struct Entry {
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t group = 0;
    double cpu_ms = 0;
    std::string begun;  // with the pid it names one process for good
};

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// Nothing for a process that has just ended.
bool read_entry(const std::string& number, Entry& entry) {
    std::ifstream in("/proc/" + number + "/stat");
    const std::string line{std::istreambuf_iterator<char>(in), {}};
    // The name stands in brackets and may hold anything.
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos) return false;
    std::istringstream words(line.substr(name_end + 2));
    std::vector<std::string> fields;
    for (std::string word; words >> word;) fields.push_back(word);
    if (fields.size() < 20) return false;
    entry.pid = std::stoi(number);
    entry.parent = std::stoi(fields[1]);
    entry.group = std::stoi(fields[2]);
    const double ms_a_tick = 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
    entry.begun = fields[19];
    entry.cpu_ms = (std::stod(fields[11]) + std::stod(fields[12])) * ms_a_tick;
    return true;
}

std::vector<Entry> all_processes() {
    std::vector<Entry> all;
    for (const auto& folder : fs::directory_iterator("/proc")) {
        Entry entry;
        const std::string name = folder.path().filename().string();
        if (is_number(name) && read_entry(name, entry)) all.push_back(entry);
    }
    return all;
}

std::vector<Entry> entries_of(pid_t root) {
    const std::vector<Entry> all = all_processes();
    std::set<pid_t> known{root};
    for (bool grew = true; grew;) {
        grew = false;
        for (const Entry& entry : all) {
            const bool ours = known.contains(entry.parent) || entry.group == root;
            if (ours && known.insert(entry.pid).second) grew = true;
        }
    }
    std::vector<Entry> found;
    for (const Entry& entry : all) {
        if (known.contains(entry.pid)) found.push_back(entry);
    }
    return found;
}

// Threads that still run, to the nanosecond.
double living_ms_of(pid_t pid, std::int64_t& switches) {
    double ms = 0;
    std::error_code gone;
    for (const auto& task :
         fs::directory_iterator("/proc/" + std::to_string(pid) + "/task", gone)) {
        std::ifstream schedule(task.path() / "schedstat");
        double nanoseconds = 0;
        schedule >> nanoseconds;
        ms += nanoseconds / 1e6;
        std::ifstream status(task.path() / "status");
        for (std::string line; std::getline(status, line);) {
            const std::size_t at = line.find("voluntary_ctxt_switches:");
            if (at != std::string::npos) switches += std::stoll(line.substr(line.find(':') + 1));
        }
    }
    return ms;
}

std::string kind_of(const std::string& name, const std::string& access,
                    const std::string& program) {
    if (name == "[heap]" || name.empty()) return "heap and other own memory";
    if (name.starts_with("[stack")) return "stacks";
    if (name.starts_with("[")) return "kernel's pages";
    if (name.starts_with("/SYSV") || name.starts_with("/dev/shm"))
        return "shared with the X server";
    if (name == program) return access.find('x') != std::string::npos ? "own code" : "own data";
    return fs::path(name).filename().string();
}

}  // namespace

std::vector<pid_t> tree_of(pid_t root) {
    std::vector<pid_t> pids;
    for (const Entry& entry : entries_of(root)) pids.push_back(entry.pid);
    return pids;
}

Use use_of(pid_t root) {
    Use use;
    for (const Entry& entry : entries_of(root)) {
        // The scheduler's figure leaves out threads that have ended, the ticks are coarse.
        use.cpu_ms += std::max(entry.cpu_ms, living_ms_of(entry.pid, use.switches));
    }
    return use;
}

double pss_mib_of(pid_t root) {
    double kib = 0;
    for (const pid_t pid : tree_of(root)) {
        std::ifstream in("/proc/" + std::to_string(pid) + "/smaps_rollup");
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with("Pss:")) kib += std::stod(line.substr(4));
        }
    }
    return kib / 1024;
}

std::map<std::string, double> pss_mib_by_kind(pid_t pid) {
    const std::string folder = "/proc/" + std::to_string(pid);
    const std::string program = fs::read_symlink(folder + "/exe").string();
    std::ifstream in(folder + "/smaps");
    std::map<std::string, double> kinds;
    std::string kind;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("Pss:")) {
            kinds[kind] += std::stod(line.substr(4)) / 1024;
        } else if (const std::size_t colon = line.find(':');
                   line.find('-') < line.find(' ') && (colon == std::string::npos || colon > 20)) {
            std::istringstream words(line);
            std::string range, access, offset, device, inode, name;
            words >> range >> access >> offset >> device >> inode >> name;
            kind = kind_of(name, access, program);
        }
    }
    return kinds;
}

Started::Started(const std::vector<std::string>& words,
                 const std::map<std::string, std::string>& environment, const std::string& log) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_ = fork();
    CHECK(pid_ >= 0);
    if (pid_ == 0) {
        setpgid(0, 0);
        const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
}

Started::~Started() {
    const std::vector<Entry> all = entries_of(pid_);
    kill(pid_, SIGTERM);
    for (int i = 0; i < 100 && waitpid(pid_, nullptr, WNOHANG) == 0; ++i) {
        if (i == 60) kill(pid_, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    // What it started may outlive it.
    for (const Entry& entry : all) {
        Entry now;
        const bool same = read_entry(std::to_string(entry.pid), now) && now.begun == entry.begun;
        if (same && entry.pid != pid_) kill(entry.pid, SIGKILL);
    }
}

}  // namespace hall
