#include "tests/programs/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "sync/core/check.h"
#include "tests/temp_folder.h"

namespace hall {

namespace {

using Clock = std::chrono::steady_clock;

Clock::time_point after(double seconds) {
    return Clock::now() + std::chrono::milliseconds(static_cast<long>(seconds * 1000));
}

}  // namespace

Program::Program(const std::string& name, const std::vector<std::string>& arguments,
                 const std::string& log, const std::map<std::string, std::string>& environment) {
    int in[2];
    int out[2];
    CHECK(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
    const bool ours = name.find('/') == std::string::npos;
    const std::string path = ours ? std::string(HALL_BINARY_DIR) + "/" + name : name;
    std::vector<char*> words = {const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    pid_ = fork();
    CHECK(pid_ >= 0);
    if (pid_ == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        const int error = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
        if (error >= 0) dup2(error, STDERR_FILENO);
        setenv("HALL_ASSETS", HALL_SOURCE_DIR "/assets", 1);
        for (const auto& [key, value] : environment) setenv(key.c_str(), value.c_str(), 1);
        execv(path.c_str(), words.data());
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    in_ = in[1];
    out_ = out[0];
}

Program::~Program() {
    close(in_);
    if (!exit_) {
        kill(pid_, SIGTERM);
        if (wait(5) < 0 && !exit_) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
    }
    close(out_);
}

std::optional<std::string> Program::line(double seconds_max) {
    const Clock::time_point end = after(seconds_max);
    for (;;) {
        const std::size_t at = rest_.find('\n');
        if (at != std::string::npos) {
            std::string line = rest_.substr(0, at);
            rest_.erase(0, at + 1);
            return line;
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd descriptor{out_, POLLIN, 0};
        if (left <= 0 || poll(&descriptor, 1, static_cast<int>(left)) <= 0) return std::nullopt;
        char buffer[4096];
        const ssize_t got = read(out_, buffer, sizeof buffer);
        if (got <= 0) return std::nullopt;
        rest_.append(buffer, static_cast<std::size_t>(got));
    }
}

void Program::say(const std::string& line) {
    const std::string text = line + "\n";
    CHECK(write(in_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

int Program::wait(double seconds_max) {
    const Clock::time_point end = after(seconds_max);
    while (!exit_) {
        int status = 0;
        rusage usage{};
        if (wait4(pid_, &status, WNOHANG, &usage) == pid_) {
            const auto seconds = [](const timeval& time) {
                return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
            };
            cpu_s_ = seconds(usage.ru_utime) + seconds(usage.ru_stime);
            exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            break;
        }
        if (Clock::now() >= end) return -1;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return *exit_;
}

void Program::signal(int number) {
    kill(pid_, number);
}

Finished run(const std::string& name, const std::vector<std::string>& arguments,
             double seconds_max) {
    const TempFolder temp;
    const std::string log = (temp.path() / "err").string();
    Program program(name, arguments, log);
    Finished finished;
    while (const std::optional<std::string> line = program.line(seconds_max))
        finished.out.append(*line).push_back('\n');
    finished.code = program.wait(seconds_max);
    std::ifstream in(log);
    std::stringstream text;
    text << in.rdbuf();
    finished.err = text.str();
    return finished;
}

}  // namespace hall
