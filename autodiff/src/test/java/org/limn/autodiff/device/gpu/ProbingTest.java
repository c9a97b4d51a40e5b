package org.limn.autodiff.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;

/** What is said about devices that are there, and about those that are not. */
class ProbingTest {
    /** Prints the description, then what opening {@code gpu:any} says. */
    static final class Say {
        public static void main(String[] args) {
            GpuProvider provider = new GpuProvider();
            System.out.println(provider.describe());
            try {
                provider.open("any", new DeviceSettings(1)).close();
                System.out.println("opened");
            } catch (DeviceException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    @Test
    void withoutAVendorDriverBothSayThatThereIsNoDevice() throws Exception {
        assertThat(Forked.here().where("OCL_ICD_VENDORS", "/nonexistent").run(Say.class))
                .contains("gpu: not usable: no OpenCL device found")
                .contains("refused: device gpu:any is not usable: no OpenCL device found")
                .contains("use --device cpu");
    }

    @Test
    void withoutAparapiBothSayWhatIsMissing() throws Exception {
        assertThat(Forked.here().without("aparapi").run(Say.class))
                .contains("gpu: not usable: Aparapi (com.aparapi:aparapi) is not on the class path")
                .contains("refused: device gpu is not usable: Aparapi");
    }

    @Test
    void everyDeviceIsDescribedInALineOfItsOwn() {
        int devices = OpenCl.list().size();
        OpenClDevice.any();
        assertThat(new GpuProvider().describe().lines())
                .hasSize(devices)
                .allMatch(line -> line.matches("gpu:\\d+: (usable|not usable).*; .*compute units.*"));
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new GpuProvider().open("fast", new DeviceSettings(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("fast");
    }

    @Test
    void aNumberThatNoDeviceHasIsRefused() {
        OpenClDevice.any();
        assertThatThrownBy(() -> new GpuProvider().open("any:99", new DeviceSettings(1)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("gpu:any:99");
    }
}
