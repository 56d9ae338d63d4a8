// hall-train-handwriting FOLDER OUT [COPIES]: makes the model of the recogniser from the
// templates of npm hanzi-writer-data. The same templates make the same file.

#include <Eigen/Dense>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include "kiosk/input/handwriting/features.h"
#include "kiosk/input/handwriting/model.h"
#include "kiosk/input/handwriting/train/perturb.h"
#include "kiosk/input/handwriting/train/templates.h"

namespace hall::kiosk {
namespace {

constexpr int dimensions = 200;
constexpr float strength = 1.3f;      // in the trial better than 0.8
constexpr double regularised = 0.02;  // of the mean variance within, added to each
constexpr unsigned parts = 2;         // fixed: sums do not depend on the machine's cores

using Matrix = Eigen::MatrixXd;
using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Means of the classes, and the scatter within them summed over all samples.
void sample(const std::vector<Template>& templates, int copies, unsigned part, Rows& means,
            Matrix& within) {
    Rows samples(copies, feature_count);
    for (std::size_t i = part; i < templates.size(); i += parts) {
        Chance chance(static_cast<std::uint32_t>(templates[i].character) * 977 + 5);
        for (int k = 0; k < copies; ++k) {
            const float level = 0.4f + 0.6f * static_cast<float>(k) / static_cast<float>(copies);
            const Features features = features_of(
                k == 0 ? templates[i].strokes
                       : perturbed(templates[i].strokes, strength * level, chance));
            samples.row(k) = Eigen::Map<const Eigen::RowVectorXf>(features.data(), feature_count);
        }
        const auto row = static_cast<Eigen::Index>(i);
        means.row(row) = samples.colwise().mean();
        samples.rowwise() -= means.row(row);
        within += (samples.transpose() * samples).cast<double>();
    }
}

// Fisher's discriminant: the directions in which means differ most, in units of the spread
// within; 512 x dimensions.
Rows projection_of(const Rows& means, Matrix within) {
    Matrix centred = means.cast<double>();
    centred.rowwise() -= centred.colwise().mean().eval();
    const Matrix between = centred.transpose() * centred / static_cast<double>(means.rows());
    within.diagonal().array() += regularised * within.trace() / feature_count;
    const Eigen::GeneralizedSelfAdjointEigenSolver<Matrix> solved(between, within);
    return solved.eigenvectors().rightCols(dimensions).rowwise().reverse().cast<float>();
}

void append(std::string& bytes, const void* from, std::size_t count) {
    bytes.append(static_cast<const char*>(from), count);
}

std::string packed(const std::vector<Template>& templates, const Rows& projection,
                   const Rows& means) {
    std::string body;
    for (const Template& entry : templates) {
        const auto character = static_cast<std::uint32_t>(entry.character);
        append(body, &character, 4);
    }
    append(body, projection.data(), static_cast<std::size_t>(projection.size()) * 4);
    const Eigen::RowVectorXf steps = means.cwiseAbs().colwise().maxCoeff() / 127;
    append(body, steps.data(), dimensions * 4);
    for (Eigen::Index c = 0; c < means.rows(); ++c) {
        for (int d = 0; d < dimensions; ++d) {
            const auto value = static_cast<std::int8_t>(std::lround(means(c, d) / steps(d)));
            append(body, &value, 1);
        }
    }
    ModelHeader header{};
    std::memcpy(header.magic, "HALLHWR1", 8);
    header.features = feature_version;
    header.classes = static_cast<std::uint32_t>(templates.size());
    header.dimensions = dimensions;
    header.checksum = model_checksum(body.data(), body.size());
    return std::string(reinterpret_cast<const char*>(&header), sizeof header) + body;
}

int train(const Path& folder, const Path& out, int copies) {
    auto read = read_templates(folder);
    if (!read.ok()) {
        std::fprintf(stderr, "hall-train-handwriting: %s\n", read.error().text().c_str());
        return 1;
    }
    const std::vector<Template> templates = std::move(read).value();
    Rows means(static_cast<Eigen::Index>(templates.size()), feature_count);
    std::vector<Matrix> within(parts, Matrix::Zero(feature_count, feature_count));
    std::vector<std::thread> threads;
    for (unsigned part = 0; part < parts; ++part) {
        threads.emplace_back([&, part] { sample(templates, copies, part, means, within[part]); });
    }
    for (std::thread& thread : threads) thread.join();
    Matrix sum = within[0];
    for (unsigned part = 1; part < parts; ++part) sum += within[part];
    sum /= static_cast<double>(templates.size()) * copies;
    const Rows projection = projection_of(means, std::move(sum));
    const Rows placed = means * projection;
    const std::string bytes = packed(templates, projection, placed);
    if (bytes.size() > model_bytes_max) {
        std::fprintf(stderr, "hall-train-handwriting: the model has %zu bytes\n", bytes.size());
        return 1;
    }
    std::ofstream file(out, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    std::printf("%zu characters, %zu bytes\n", templates.size(), bytes.size());
    return file ? 0 : 1;
}

}  // namespace
}  // namespace hall::kiosk

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: hall-train-handwriting FOLDER OUT [COPIES]\n", stderr);
        return 2;
    }
    const int copies = argc > 3 ? std::atoi(argv[3]) : 48;
    if (copies < 2 || copies > 500) return 2;
    return hall::kiosk::train(argv[1], argv[2], copies);
}
