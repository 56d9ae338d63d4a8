// The simulated county packs quickly rather than small: level 19 took a fourteenth of every
// run, and no promise is about it. Linked in front of libzstd (CMakeLists.txt).

#include <zstd.h>

#include <algorithm>

extern "C" std::size_t __real_ZSTD_CCtx_setParameter(ZSTD_CCtx* context, ZSTD_cParameter parameter,
                                                     int value);

extern "C" std::size_t __wrap_ZSTD_CCtx_setParameter(ZSTD_CCtx* context, ZSTD_cParameter parameter,
                                                     int value) {
    constexpr int level_max = 3;
    if (parameter == ZSTD_c_compressionLevel) value = std::min(value, level_max);
    return __real_ZSTD_CCtx_setParameter(context, parameter, value);
}
