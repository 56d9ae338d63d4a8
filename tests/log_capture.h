// What is written to the log while this lives, line by line.

#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "sync/core/check.h"
#include "tests/temp_folder.h"

namespace hall {

class LogCapture {
  public:
    LogCapture() : before_(::dup(STDERR_FILENO)) {
        const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        CHECK(before_ >= 0 && file >= 0);
        CHECK(::dup2(file, STDERR_FILENO) >= 0);
        ::close(file);
    }
    LogCapture(const LogCapture&) = delete;
    LogCapture& operator=(const LogCapture&) = delete;
    ~LogCapture() {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }

    std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        std::ifstream in(file_);
        for (std::string line; std::getline(in, line);) lines.push_back(line);
        return lines;
    }

    // Those about one thing.
    std::vector<std::string> lines(const std::string& what) const {
        std::vector<std::string> found = lines();
        std::erase_if(found, [&](const std::string& line) {
            return line.find(' ' + what + ' ') == std::string::npos;
        });
        return found;
    }

  private:
    TempFolder temp_;
    std::filesystem::path file_ = temp_.path() / "log";
    int before_;
};

}  // namespace hall
