package io.freshet.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the house: who may know whom. */
@AnalyzeClasses(packages = "io.freshet", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule ingestKnowsNoOtherServiceNoModelAndNoStore = noClasses()
            .that()
            .resideInAPackage("io.freshet.ingest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.freshet.index..", "io.freshet.query..", "io.freshet.embedding..", "io.freshet.store..");

    @ArchTest
    static final ArchRule indexKnowsNoOtherService = noClasses()
            .that()
            .resideInAPackage("io.freshet.index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.freshet.ingest..", "io.freshet.query..", "io.freshet.tika..");

    @ArchTest
    static final ArchRule theGatewayKnowsNoOtherServiceNoRecordsAndNoKafka = noClasses()
            .that()
            .resideInAPackage("io.freshet.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.freshet.ingest..",
                    "io.freshet.index..",
                    "io.freshet.records..",
                    "io.freshet.tika..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule theGatewayCannotWrite = noClasses()
            .that()
            .resideInAPackage("io.freshet.query..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.freshet.store.ChunkWriter");

    @ArchTest
    static final ArchRule whatServicesShareKnowsNoService = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.freshet.records..", "io.freshet.embedding..", "io.freshet.store..", "io.freshet.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.freshet.ingest..", "io.freshet.index..", "io.freshet.query..", "io.freshet.local..");

    @ArchTest
    static final ArchRule recordsKnowNoStoreAndNoModel = noClasses()
            .that()
            .resideInAPackage("io.freshet.records..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.freshet.store..", "io.freshet.embedding..", "io.freshet.service..");

    @ArchTest
    static final ArchRule luceneStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("io.freshet.store.lucene..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule weaviateStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("io.freshet.store.weaviate..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.weaviate..");

    /** What the client does wrong or means otherwise than it says; the store's rationale has the reasons. */
    @ArchTest
    static final ArchRule callsOfTheWeaviateClientThatLoseSomethingAreNotMade = noClasses()
            .should()
            .callMethodWhere(ForbiddenClientCalls.ARE_MADE)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.weaviate.client6.v1.internal.grpc..",
                    "io.weaviate.client6.v1.internal.rest..",
                    "io.weaviate.client6.v1.api.collections.batch..");

    @ArchTest
    static final ArchRule theModelRuntimeStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("io.freshet.embedding.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

    @ArchTest
    static final ArchRule tikaStaysInTheWorker = noClasses()
            .that()
            .resideOutsideOfPackage("io.freshet.tika..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.tika..");

    @ArchTest
    static final ArchRule theServiceSeesOfTheWorkerItsWireProtocolOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.freshet.tika..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.freshet.tika");

    @ArchTest
    static final ArchRule theWireProtocolIsPlainJava = classes()
            .that()
            .resideInAPackage("io.freshet.tika.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.freshet.tika.wire..", "org.jspecify..");

    @ArchTest
    static final ArchRule chunkingIsPure = noClasses()
            .that()
            .resideInAPackage("io.freshet.index.chunk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.net.http..", "java.time..", "java.io..");

    @ArchTest
    static final ArchRule packagesAreFeatures = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..impl..", "..dto..");

    @ArchTest
    static final ArchRule packagesOfAServiceHaveNoCycles =
            slices().matching("io.freshet.(*).(*)..").should().beFreeOfCycles();
}
