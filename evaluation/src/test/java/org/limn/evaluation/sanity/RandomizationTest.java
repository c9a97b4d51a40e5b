package org.limn.evaluation.sanity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.ProgramModel;
import org.limn.attribution.SmallNetwork;
import org.limn.attribution.Weights;
import org.limn.attribution.control.Random;
import org.limn.attribution.gradient.GradientTimesInput;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.program.Program;
import org.limn.evaluation.Curve;
import org.limn.evaluation.MethodMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.Score;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Subject;
import org.limn.evaluation.axiom.MaxSensitivity;
import org.limn.evaluation.sanity.ParameterRandomization.How;
import org.limn.evaluation.sanity.ParameterRandomization.Order;

class RandomizationTest {
    private final Device device = Devices.open("cpu", new DeviceSettings(1));
    private final ProgramModel model = new ProgramModel(SmallNetwork::smooth, device);
    private final Subject subject = new Subject(SmallNetwork.image(3), 1, Optional.empty());

    @AfterEach
    void close() {
        model.close();
        device.close();
    }

    @Test
    void theLayersAreTheKernelsFromTheImageOn() {
        assertEquals(List.of("w1", "w2", "w3"), Weights.names(SmallNetwork.smooth(2)));
    }

    @Test
    void onlyTheLayersAskedForChangeAndEveryBatchAlike() {
        ParameterRandomization permuted = new ParameterRandomization(Order.CASCADING, How.PERMUTED, 0, 7);
        Program before = SmallNetwork.smooth(1), after = permuted.random(before, 1, 2);
        assertArrayEquals(weights(before, "w1"), weights(after, "w1"));
        assertArrayEquals(weights(before, "w3"), weights(after, "w3"));
        float[] own = weights(before, "w2"), others = weights(after, "w2");
        assertNotEquals(own[0], others[0]);
        assertArrayEquals(others, weights(permuted.random(SmallNetwork.smooth(4), 1, 2), "w2"));
        Arrays.sort(own);
        Arrays.sort(others);
        assertArrayEquals(own, others);
    }

    @Test
    void aMethodThatDoesNotLookAtTheNetworkIsAlikeAtEveryLayer() {
        Scores scores = scores(new ParameterRandomization(), new Random());
        assertEquals(1, of(scores, "spearman-abs").value(), 1e-12);
        assertEquals(1, of(scores, "ssim").value(), 1e-12);
        Curve curve = of(scores, "spearman").curve().orElseThrow();
        assertArrayEquals(new double[] {1, 2, 3}, curve.x());
        assertEquals(
                "hog is not defined for maps that are constant or too small",
                scores.skipped().get("hog"));
        assertEquals(1, of(scores(new RandomLogit(), new Random()), "spearman").value(), 1e-12);
    }

    @Test
    void theGradientOfARandomNetworkIsAnother() {
        for (Order order : Order.values()) {
            Scores scores = scores(new ParameterRandomization(order, How.NORMAL, 0, 1), new GradientTimesInput());
            assertTrue(of(scores, "spearman").value() < 0.8, () -> order + " " + scores);
            assertEquals(scores, scores(new ParameterRandomization(order, How.NORMAL, 0, 1), new GradientTimesInput()));
        }
        assertTrue(of(scores(new RandomLogit(), new GradientTimesInput()), "spearman")
                        .value()
                < 0.8);
    }

    @Test
    void explainingAgainCostsWhatIsSaid() {
        Explainer method = new GradientTimesInput();
        Cost one = method.cost(subject.image());
        assertEquals(one.times(3), new ParameterRandomization().cost(model, method, subject.image()));
        assertEquals(
                one.times(2),
                new ParameterRandomization(Order.INDEPENDENT, How.NORMAL, 2, 0).cost(model, method, subject.image()));
        for (MethodMetric metric : List.of(new RandomLogit(), new MaxSensitivity())) {
            CachingModel asked = new CachingModel(model);
            metric.score(asked, subject, method, method.explain(model, subject.image(), subject.target()));
            Cost said = metric.cost(asked, method, subject.image());
            assertTrue(asked.cost().gradients() > 0, metric::name);
            assertTrue(asked.cost().gradients() <= said.gradients(), () -> metric + " " + asked.cost() + " " + said);
            assertTrue(asked.cost().scores() <= said.scores(), () -> metric + " " + asked.cost() + " " + said);
        }
    }

    @Test
    void twoNetworksAreComparedByTheirMaps() {
        Scores same = (Scores) RandomLabels.compare(new GradientTimesInput(), model, model, subject);
        assertEquals(1, of(same, "spearman").value(), 1e-12);
        try (ProgramModel other = model.changed(p -> new ParameterRandomization().random(p, 0, 3))) {
            Scores others = (Scores) RandomLabels.compare(new GradientTimesInput(), model, other, subject);
            assertTrue(of(others, "spearman").value() < 0.8, others::toString);
        }
    }

    private Scores scores(MethodMetric metric, Explainer method) {
        Outcome outcome = metric.score(
                new CachingModel(model), subject, method, method.explain(model, subject.image(), subject.target()));
        return assertInstanceOf(Scores.class, outcome);
    }

    private static Score of(Scores scores, String name) {
        return Objects.requireNonNull(scores.byName().get(name));
    }

    private static float[] weights(Program program, String name) {
        return ((Constant) program.named(name).orElseThrow().op())
                .tensor()
                .data()
                .clone();
    }
}
