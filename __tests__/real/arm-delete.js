/* global fetch, URLSearchParams */
/** Deletes a resource of Azure as the principal of ARM_CLIENT_ID: `node arm-delete.js ID API_VERSION`. */
const { ARM_CLIENT_ID, ARM_CLIENT_SECRET, ARM_TENANT_ID, ARM_METADATA_HOSTNAME } = process.env;
const [, , id, version] = process.argv;

async function main() {
  const login = await fetch(
    `https://login.microsoftonline.com/${ARM_TENANT_ID}/oauth2/v2.0/token`,
    {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: ARM_CLIENT_ID,
        client_secret: ARM_CLIENT_SECRET,
        scope: `https://${ARM_METADATA_HOSTNAME}/.default`,
      }),
    },
  );
  const { access_token: token } = await login.json();
  const answer = await fetch(`https://${ARM_METADATA_HOSTNAME}${id}?api-version=${version}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
