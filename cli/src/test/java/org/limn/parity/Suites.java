package org.limn.parity;

import java.util.List;

/**
 * All suites, in the order in which they run: the one place that a new one is added to, as a class of its own or, if another
 * module compares, as a {@link ModuleSuite}.
 */
final class Suites {
    static final List<Suite> ALL = List.of(
            new SqueezeNetSuite(),
            new ArchitecturesSuite(),
            new GpuArchitecturesSuite(),
            new OnnxBackendSuite(),
            new SegmentationSuite(),
            new AttributionSuite(),
            new PerturbationSuite(),
            new PicSuite(),
            new LocalizationSuite(),
            new OcclusionSuite(),
            new SanitySuite(),
            new HostileSuite());

    private Suites() {}
}
