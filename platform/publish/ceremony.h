// Ceremony: a folder, on a stick or anywhere, that carries offline files to the holders
// of their keys and back:
//
//     ceremony.json                      what it is; written last, so a folder cut off in
//                                        the making is no ceremony
//     root.json, targets.json, …         what is to be signed, without signatures
//     now-root.json, now-targets.json    what counts now; missing while a county is founded
//     root.3f2a9c01d4e5b677.signature    what one key signed
//
// The files to be signed never change, and each signature is a file of its own: holders
// may sign one folder in turn, or copies of it at the same time, and the copies are put
// together by copying the signatures into one. A signature that is damaged or false is
// as good as none.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/offline_files.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::platform {

class Ceremony {
  public:
    struct About {
        std::string county;  // 广汉市
        std::string made;    // UTC
    };

    // Writes the folder. What an earlier attempt that was cut off left there is replaced.
    //   refused  in Chinese: a ceremony is in that folder already
    static Result<Ceremony> begin(Files& files, Path folder, const OfflineDrafts& drafts,
                                  const About& about);

    //   not_found  the folder holds no ceremony
    //   corrupt    a file is missing or is not what its name says
    static Result<Ceremony> open(Files& files, Path folder);

    const OfflineDrafts& drafts() const { return drafts_; }
    const About& about() const { return about_; }

    // Signs with every key of the store that counts, and writes the signatures.
    //   refused  in Chinese: no key there counts
    Result<std::vector<FileSignature>> sign(const KeyStore& keys) const;

    // What each file needs, and who has signed it well.
    Result<std::vector<OfflineDemand>> demands() const;

    // The files with their good signatures.
    //   refused  in Chinese: who is missing
    Result<OfflineFiles> finish() const;

    // The whole ceremony for a person to read before signing, in Chinese.
    Result<std::string> text() const;

  private:
    Ceremony(Files& files, Path folder, OfflineDrafts drafts, About about)
        : files_(&files),
          folder_(std::move(folder)),
          drafts_(std::move(drafts)),
          about_(std::move(about)) {}

    Result<std::vector<FileSignature>> signatures() const;

    Files* files_;
    Path folder_;
    OfflineDrafts drafts_;
    About about_;
};

// "root：旧钥匙已有1把，要2把" for every file whose signatures are too few; empty if none is.
std::string missing_text(const std::vector<OfflineDemand>& demands);

}  // namespace hall::platform
