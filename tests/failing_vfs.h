// SQLite's own file system, until the test says that the disk fails: then so many syncs
// answer EIO, or so many writes find the disk full. What a failed sync left behind stays
// readable, as the page cache of a kernel does.

#pragma once

#include <memory>
#include <string>

namespace hall {

class FailingVfs {
  public:
    FailingVfs();
    FailingVfs(const FailingVfs&) = delete;
    FailingVfs& operator=(const FailingVfs&) = delete;
    ~FailingVfs();

    const std::string& name() const;

    // The next `count` syncs of any file fail, after so many that succeed.
    void fail_syncs(int count, int after = 0);
    // From now on writes find the disk full; 0 of them: no more.
    void fail_writes(int count);
    // The next `count` times that memory shared between processes is asked for, which is a
    // file of its own, the disk is full.
    void fail_shared_memory(int count);

    // After the next sync the next `count` transactions cannot begin to read. 0: no more.
    void fail_reads_after_sync(int count);

    int syncs() const;  // asked for since the start

  private:
    friend struct FailingCalls;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hall
