package io.freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
    private static final Set<String> OF_EVERY_SERVICE =
            Set.of("GET /livez", "GET /readyz", "GET /metrics", "GET /openapi.yaml");

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() throws Exception {
        try (Gateway gateway = new Gateway(new MemoryIndex(), new ManualTime())) {
            Set<String> served = new TreeSet<>(OF_EVERY_SERVICE);
            Javalin.create(config -> gateway.service().addRoutes(config.routes))
                    .unsafe
                    .internalRouter
                    .allHttpHandlers()
                    .forEach(route -> served.add(route.endpoint.method.name() + " " + route.endpoint.path));

            assertThat(served).isEqualTo(Contract.read().operations());
        }
    }

    @Test
    void whatEveryServiceServesIsAsTheContractSays() throws Exception {
        MemoryIndex index = new MemoryIndex();
        try (Gateway gateway = new Gateway(index, new ManualTime())) {
            for (String operation : OF_EVERY_SERVICE) {
                String path = operation.substring("GET ".length());
                assertThat(gateway.get(path, path).statusCode()).isEqualTo(200);
            }
            index.breakDown();
            assertThat(gateway.get("/readyz", "/readyz").statusCode()).isEqualTo(503);
        }
    }

    /** What the gateway refuses as BAD_REQUEST or BAD_TOKEN, the contract refuses as well, and nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'query':''}",
                "{'query':'  '}",
                "{'query':7}",
                "{'query':null}",
                "{'query':'a'}",
                "{'query':'a','qery':1}",
                "{'query':'a','limit':0}",
                "{'query':'a','limit':100}",
                "{'query':'a','limit':101}",
                "{'query':'a','limit':5.0}",
                "{'query':'a','limit':5.5}",
                "{'query':'a','limit':'5'}",
                "{'query':'a','limit':1e300}",
                "{'query':'a','mode':'vector'}",
                "{'query':'a','mode':'VECTOR'}",
                "{'query':'a','mode':''}",
                "{'query':'a','alpha':1}",
                "{'query':'a','alpha':1.01}",
                "{'query':'a','alpha':'x'}",
                "{'query':'a','fusion':'ranked'}",
                "{'query':'a','fusion':'rrf'}",
                "{'query':'a','explain':true}",
                "{'query':'a','explain':'true'}",
                "{'query':'a','filter':{}}",
                "{'query':'a','filter':[]}",
                "{'query':'a','filter':{'tags':[]}}",
                "{'query':'a','filter':{'tags':['x',1]}}",
                "{'query':'a','filter':{'tags':['x'],'source':'y'}}",
                "{'query':'a','filter':{'tag':['x']}}",
                "{'query':'a','filter':{'not':{}}}",
                "{'query':'a','filter':{'not':{'not':{'tags':'x'}}}}",
                "{'query':'a','filter':{'not':{'source':['x','y']}}}",
                "{'query':'a','filter':{'attributes':{}}}",
                "{'query':'a','filter':{'attributes':{'x':1}}}",
                "{'query':'a','filter':{'modifiedAfter':5}}",
                "{'query':'a','consistentWith':[]}",
                "{'query':'a','consistentWith':'1:2'}",
                "{'query':'a','consistentWith':['1:2']}",
                "{'query':'a','consistentWith':'x:2/doc'}",
                "{'query':'a','consistentWith':{}}"
            })
    void requestsAreRefusedExactlyWhereTheContractSays(String single) throws Exception {
        String body = single.replace('\'', '"');
        try (Gateway gateway = new Gateway(new MemoryIndex(), new ManualTime())) {
            boolean admitted = Contract.read().admits("SearchRequest", body);

            assertThat(gateway.search(body).statusCode()).isEqualTo(admitted ? 200 : 400);
        }
    }
}
