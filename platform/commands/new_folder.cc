#include "platform/commands/commands.h"
#include "sync/core/folder_rights.h"

namespace hall::platform {

CommandResult set_up_in_new_folder(const Dependencies& dependencies, const PlatformFolder& folder,
                                   const std::function<Result<std::string>()>& found) {
    const std::string name = folder.root().string();
    if (dependencies.files.size(folder.database()).ok() ||
        dependencies.files.size(folder.keys()).ok()) {
        return failure(name + " 里已经有数据，不会覆盖。请换一个空目录");
    }
    const Result<void> made = dependencies.files.make_folder(folder.root());
    if (!made.ok()) return failure(plain_text(made.error()));
    const Result<void> closed = close_to_others(folder.root());
    if (!closed.ok()) return failure(plain_text(closed.error()));
    const Result<FileLock> lock = FileLock::take(folder.lock());
    if (!lock.ok()) return failure("这个数据目录正被另一个命令使用");
    const Result<std::string> done = found();
    if (!done.ok()) {
        return failure("没有建成：" + plain_text(done.error()) + "\n请删掉 " + name + " 再来一次");
    }
    return {.out = done.value()};
}

}  // namespace hall::platform
