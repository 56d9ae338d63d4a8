// A program of ours, run as a process: started with arguments, spoken to through its
// standard input and output, and ended by its own process id.

#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hall {

class Program {
  public:
    // Starts build/bin/<name>, or the program at a path. Standard error goes to the file
    // `log`.
    Program(const std::string& name, const std::vector<std::string>& arguments,
            const std::string& log = "/dev/null",
            const std::map<std::string, std::string>& environment = {});
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();  // terminates it, and kills it after five seconds

    // The next line of its output without the line break; nothing at its end or after
    // seconds_max.
    std::optional<std::string> line(double seconds_max = 20);

    void say(const std::string& line);

    // Waits for its end and gives its exit code; -1 if it did not end within seconds_max
    // or was killed.
    int wait(double seconds_max = 60);

    void signal(int number);
    pid_t pid() const { return pid_; }

    // CPU time of it and of those it waited for, once it has ended.
    double cpu_s() const { return cpu_s_; }

  private:
    pid_t pid_ = -1;
    int in_ = -1;
    int out_ = -1;
    std::string rest_;
    std::optional<int> exit_;
    double cpu_s_ = 0;
};

struct Finished {
    int code = -1;
    std::string out;
    std::string err;
};

// Runs it to its end.
Finished run(const std::string& name, const std::vector<std::string>& arguments,
             double seconds_max = 60);

}  // namespace hall
