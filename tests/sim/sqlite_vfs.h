// An SQLite file system over a SimDisk, for one process. Several connections, of several
// processes of one machine, may be open on one database: locks and the shared memory of
// WAL work as on a real machine, but nobody ever waits: a lock that is not to be had is
// busy at once.

#pragma once

#include <sqlite3.h>

#include <string>

namespace hall::sim {

class SimProcess;

// Registers it under the name, until unregister. The process must outlive it.
sqlite3_vfs* register_vfs(SimProcess& process, const std::string& name);
void unregister_vfs(sqlite3_vfs* vfs);

}  // namespace hall::sim
