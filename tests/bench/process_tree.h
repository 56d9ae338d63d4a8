// A program and all it has started, seen from outside: what they use together. Browsers
// are many processes.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hall {

// The process, its children and theirs, and whoever else is in its process group.
std::vector<pid_t> tree_of(pid_t root);

struct Use {
    double cpu_ms = 0;          // user and system, since each began
    std::int64_t switches = 0;  // how often a thread went to sleep or was put aside
};

Use use_of(pid_t root);

// Proportional set size: pages that several processes share are shared out among them.
double pss_mib_of(pid_t root);

// The same, by what is mapped: "heap", "stacks", "own code", "own data", a library by its
// name, "shared memory". REQUIRES: the process runs.
std::map<std::string, double> pss_mib_by_kind(pid_t pid);

// A program in a process group of its own, its output in a file, ended with all it has
// started when this goes.
class Started {
  public:
    Started(const std::vector<std::string>& words,
            const std::map<std::string, std::string>& environment, const std::string& log);
    Started(const Started&) = delete;
    Started& operator=(const Started&) = delete;
    ~Started();

    pid_t pid() const { return pid_; }

  private:
    pid_t pid_ = -1;
};

}  // namespace hall
