// SPDX-License-Identifier: Apache-2.0
package org.pix2prof;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.util.stream.Stream;

/** Checks the dependencies between modules; see docs/adr/0002-module-dependencies.md. */
@AnalyzeClasses(packages = "org.pix2prof", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule MODULES_ARE_LAYERED =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model-io")
          .definedBy("org.pix2prof.model..")
          .layer("transforms")
          .definedBy(
              "org.pix2prof.internal..",
              "org.pix2prof.wcs..",
              "org.pix2prof.tables..",
              "org.pix2prof.structure..",
              "org.pix2prof.values..",
              "org.pix2prof.transforms..")
          .layer("pipelines")
          .definedBy("org.pix2prof.pipelines..")
          .layer("training")
          .definedBy("org.pix2prof.training..")
          .layer("benchmarks")
          .definedBy("org.pix2prof.benchmarks..")
          .optionalLayer("examples")
          .definedBy("org.pix2prof.examples..")
          .whereLayer("examples")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("benchmarks")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("benchmarks")
          .whereLayer("pipelines")
          .mayOnlyBeAccessedByLayers("examples", "training", "benchmarks")
          .whereLayer("transforms")
          .mayOnlyBeAccessedByLayers("pipelines", "examples", "training", "benchmarks");

  @ArchTest
  static final ArchRule CLASSES_BELONG_TO_A_MODULE =
      classes()
          .should()
          .resideInAnyPackage(
              "org.pix2prof.model..",
              "org.pix2prof.internal..",
              "org.pix2prof.wcs..",
              "org.pix2prof.tables..",
              "org.pix2prof.structure..",
              "org.pix2prof.values..",
              "org.pix2prof.transforms..",
              "org.pix2prof.pipelines..",
              "org.pix2prof.training..",
              "org.pix2prof.benchmarks..",
              "org.pix2prof.examples..");

  @ArchTest
  static final ArchRule MODEL_IO_DOES_NOT_DEPEND_ON_BEAM =
      noClasses()
          .that()
          .resideInAPackage("org.pix2prof.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "org.apache.flink..", "nom.tam..");

  @ArchTest
  static final ArchRule SEQUENTIAL_CODE_DOES_NOT_DEPEND_ON_BEAM =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.pix2prof.internal.fits..",
              "org.pix2prof.internal.catalog..",
              "org.pix2prof.internal.report..",
              "org.pix2prof.wcs..",
              "org.pix2prof.structure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam..", "org.pix2prof.transforms..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule VALUES_DO_NOT_DEPEND_ON_TRANSFORMS =
      noClasses()
          .that()
          .resideInAPackage("org.pix2prof.values..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.pix2prof.transforms..", "org.pix2prof.internal..");

  @ArchTest
  static final ArchRule TRANSFORMS_DO_NOT_DEPEND_ON_RUNNERS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.pix2prof.values..",
              "org.pix2prof.tables..",
              "org.pix2prof.internal..",
              "org.pix2prof.transforms..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.beam.runners..", "org.apache.flink..");

  @ArchTest
  static final ArchRule PUBLIC_API_HAS_NO_THIRD_PARTY_TYPES =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(
              arePublicIn("org.pix2prof.values..", "org.pix2prof.transforms.."))
          .should(nameTypesOf("ai.djl.", "nom.tam."));

  @ArchTest
  static final ArchRule PUBLIC_API_HAS_NO_INTERNAL_TYPES =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(
              arePublicIn(
                  "org.pix2prof.values..",
                  "org.pix2prof.transforms..",
                  "org.pix2prof.structure..",
                  "org.pix2prof.model",
                  "org.pix2prof.model.bundle..",
                  "org.pix2prof.model.engine.."))
          .should(nameTypesOf("org.pix2prof.internal.", "org.pix2prof.model.internal."));

  @ArchTest
  static final ArchRule EXAMPLES_USE_THE_PUBLIC_API_ONLY =
      noClasses()
          .that()
          .resideInAPackage("org.pix2prof.examples..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.pix2prof.internal..", "org.pix2prof.model.internal..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule DOFNS_ARE_NOT_PUBLIC =
      noClasses()
          .that()
          .areAssignableTo("org.apache.beam.sdk.transforms.DoFn")
          .should()
          .haveModifier(PUBLIC)
          .allowEmptyShould(true);

  /** Forbids locale-dependent formats in files, because some locales have other digits. */
  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_THE_DEFAULT_LOCALE =
      noClasses()
          .should()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(PrintStream.class, "printf", String.class, Object[].class)
          .orShould()
          .callMethod(PrintStream.class, "format", String.class, Object[].class);

  private static DescribedPredicate<JavaClass> arePublicIn(String... packages) {
    return resideInAnyPackage(packages)
        .and(describe("are public", c -> c.getModifiers().contains(PUBLIC)));
  }

  private static ArchCondition<JavaMethod> nameTypesOf(String... packages) {
    return new ArchCondition<>("name types of " + String.join(", ", packages)) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean named =
            Stream.concat(
                    Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                .map(type -> type.getBaseComponentType().getName())
                .anyMatch(name -> Stream.of(packages).anyMatch(name::startsWith));
        events.add(new SimpleConditionEvent(method, named, method.getFullName()));
      }
    };
  }
}
