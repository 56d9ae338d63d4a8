// What a process has used: CPU, memory.

#pragma once

#include <sys/types.h>

#include <fstream>
#include <string>

namespace hall {

// CPU milliseconds (user and system) of a running process, from /proc.
inline double cpu_ms_of(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/schedstat");
    double nanoseconds = 0;
    in >> nanoseconds;
    // schedstat is of the main thread; the others' are under task/.
    double ticks = 0;
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string word;
    for (int i = 1; i <= 15 && stat >> word; ++i) {
        if (i >= 14) ticks += std::stod(word);
    }
    return std::max(nanoseconds / 1e6, ticks * 10);
}

// A member of /proc/PID/smaps_rollup in MiB: "Pss", "Pss_Anon", "Pss_File", "Pss_Shmem".
inline double memory_mib_of(pid_t pid, const std::string& member) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/smaps_rollup");
    std::string line;
    while (std::getline(in, line)) {
        if (line.starts_with(member + ":")) return std::stod(line.substr(member.size() + 1)) / 1024;
    }
    return 0;
}

}  // namespace hall
